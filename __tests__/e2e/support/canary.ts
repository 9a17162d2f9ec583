import { randomUUID } from "node:crypto";
import { DescribeLaunchTemplateVersionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { AppliedState } from "./applied-state";
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

/** User data of the stack's launch templates, as EC2 has it. */
export async function decodedUserData(state: AppliedState, region: string): Promise<string[]> {
  const client = new EC2Client({ ...clientConfig(), region });
  return Promise.all(
    state.list("aws_launch_template").map(async ({ id }) => {
      const { LaunchTemplateVersions } = await client.send(
        new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: String(id), Versions: ["$Latest"] }),
      );
      const encoded = LaunchTemplateVersions?.[0]?.LaunchTemplateData?.UserData ?? "";
      return Buffer.from(encoded, "base64").toString();
    }),
  );
}

/** All texts that a secret could leak into, by what they are: the JSON, the last plan, the state, the user data. */
export async function everythingWritten(deployment: Deployment, userData: readonly string[]) {
  return {
    json: JSON.stringify(deployment.json),
    plan: await deployment.planJson(),
    state: await deployment.readState(),
    userData: userData.join("\n"),
  };
}
