import { randomUUID } from "node:crypto";
import { DescribeLaunchTemplateVersionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { AppliedState } from "./applied-state";
import { clientConfig } from "./aws-clients";
import type { Deployment } from "./deployment";
import { callJsonService } from "./json-service";

/** A value that occurs nowhere by chance, for secrets that must not turn up anywhere. */
export function newCanary(): string {
  return `canary-${randomUUID()}`;
}

/** Keeps a secret in Parameter Store. */
export async function putSecret(region: string, name: string, value: string): Promise<void> {
  await callJsonService(
    { service: "ssm", region, target: "AmazonSSM.PutParameter" },
    { Name: name, Value: value, Type: "SecureString", Overwrite: true },
  );
}

/** What a secret in Parameter Store is, for whoever may read it. */
export async function readSecret(region: string, name: string): Promise<string> {
  const { Parameter } = await callJsonService<{ Parameter: { Value: string } }>(
    { service: "ssm", region, target: "AmazonSSM.GetParameter" },
    { Name: name, WithDecryption: true },
  );
  return Parameter.Value;
}

/** User data of the launch templates of a stack as EC2 has it, by the template's name tag. */
export async function decodedUserData(deployment: Deployment, region: string): Promise<string[]> {
  const templates = (await AppliedState.of(deployment)).list("aws_launch_template");
  const client = new EC2Client({ ...clientConfig(), region });
  return Promise.all(
    templates.map(async ({ id }) => {
      const { LaunchTemplateVersions } = await client.send(
        new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: String(id), Versions: ["$Latest"] }),
      );
      const encoded = LaunchTemplateVersions?.[0]?.LaunchTemplateData?.UserData ?? "";
      return Buffer.from(encoded, "base64").toString();
    }),
  );
}

/** All places where a secret could leak to: the JSON, the plan, the state, and what instances get. */
export async function everythingWritten(deployment: Deployment, region: string, plan: string) {
  return {
    json: JSON.stringify(deployment.json),
    plan,
    state: await deployment.terraform("state", "pull"),
    userData: (await decodedUserData(deployment, region)).join("\n"),
  };
}
