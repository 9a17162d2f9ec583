import { nextCommands } from "../../../tools/local-aws/next-commands";

const AWS =
  "AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws --endpoint-url http://127.0.0.1:4000 --region eu-west-1 --output text ecs";
const deployed = { endpoint: "http://127.0.0.1:4000", region: "eu-west-1", variables: ["app_version"] };

describe("nextCommands", () => {
  test("shows a version bump, the service and the way back", () => {
    const outputs = { cluster_name: "acc", "nodejs-app_service_name": "nodejs-app" };

    expect(nextCommands({ ...deployed, outputs })).toEqual([
      {
        purpose: "Deploy another version",
        command: "npm run deploy -- --local --auto-approve -var app.version=v2",
      },
      {
        purpose: "Look at the service",
        command: `${AWS} describe-services --cluster acc --services nodejs-app --query 'services[].[serviceName,status,runningCount,taskDefinition]'`,
      },
      { purpose: "Destroy everything", command: "npm run destroy -- --local --auto-approve" },
    ]);
  });

  test.each([{}, { cluster_name: "acc" }, { "nodejs-app_service_name": "nodejs-app" }])(
    "looks at the clusters where the outputs do not name a service: %j",
    (outputs) => {
      expect(nextCommands({ ...deployed, outputs })[1]?.command).toBe(`${AWS} list-clusters`);
    },
  );
});
