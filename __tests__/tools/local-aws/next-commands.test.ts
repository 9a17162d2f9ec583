import { nextCommands } from "../../../tools/local-aws/next-commands";

test.each([
  [["web_version", "app_version"], "web.version"],
  [[], "app.version"],
])(
  "what to do next is a version bump, a look at the services and the way back, given %j",
  (variables, key) => {
    expect(nextCommands(variables)).toEqual([
      {
        purpose: "Deploy another version",
        command: `npm run deploy -- --local --auto-approve -var ${key}=v2`,
      },
      { purpose: "Look at the services", command: "npm run status -- --local" },
      { purpose: "Destroy everything", command: "npm run destroy -- --local --auto-approve" },
    ]);
  },
);
