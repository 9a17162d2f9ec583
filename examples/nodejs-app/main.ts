import { runExample } from "../run-example";
import { NodejsAppStack } from "./stack";

const defaults = {
  accountId: "123456789012",
  vpcId: "vpc-0123456789abcdef0",
  vpcCidr: "10.1.0.0/16",
  /** With commas between them. */
  subnetIds: "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
};

runExample(defaults, (app, { subnetIds, ...context }) => {
  new NodejsAppStack(app, "nodejs-app", { ...context, subnetIds: subnetIds.split(",") });
});
