import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { ECSClient } from "@aws-sdk/client-ecs";

import { UserError } from "../process/user-error";
import type { EnvironmentStack } from "./environment-stack";

/**
 * Half an environment would be made before Terraform finds out by itself.
 *
 * @throws UserError if a cluster that the services of an environment are placed on is not there
 */
export async function requireClusters(
  client: ECSClient,
  { prepared, backend }: EnvironmentStack,
): Promise<void> {
  const clusters = clustersOf(readFileSync(join(prepared.stack.directory, "cdk.tf.json"), "utf8"));
  const { DescribeClustersCommand } = await import("@aws-sdk/client-ecs");
  const { clusters: found = [] } = await client.send(new DescribeClustersCommand({ clusters }));
  const active = found.filter(({ status }) => status === "ACTIVE").map(({ clusterName }) => clusterName);
  const missing = clusters.find((cluster) => !active.includes(cluster));
  if (missing !== undefined) {
    throw new UserError(
      `There is no cluster '${missing}' in ${backend.region}: deploy it first, or name another with --cluster.`,
    );
  }
}

/** The names of the clusters in a stack's JSON, each once. */
export function clustersOf(json: string): string[] {
  const { resource } = JSON.parse(json) as StackJson;
  return [...new Set(Object.values(resource?.aws_ecs_service ?? {}).map(({ cluster }) => cluster))];
}

interface StackJson {
  readonly resource?: { readonly aws_ecs_service?: Readonly<Record<string, { readonly cluster: string }>> };
}
