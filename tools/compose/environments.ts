import type { S3Client } from "@aws-sdk/client-s3";

import type { S3Backend } from "../terraform/synthesis";

/** An environment that is up, and its services. */
export interface Environment {
  readonly name: string;
  readonly services: readonly ServiceAddress[];
}

/** How ECS finds a service. */
export interface ServiceAddress {
  /** Name or ARN. */
  readonly cluster: string;
  readonly service: string;
}

/**
 * The environments that are up: those whose states, beside that of `backend`, have resources.
 *
 * @param name that of the state of `backend`, which is no environment of its own
 */
export async function listEnvironments(
  client: S3Client,
  { bucket, key }: S3Backend,
  name: string,
): Promise<Environment[]> {
  const { GetObjectCommand, paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
  const nameBegins = key.lastIndexOf(`/${name}/`) + 1;
  const prefix = key.slice(0, nameBegins);
  const suffix = key.slice(nameBegins + name.length);
  const environments: Environment[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client },
    { Bucket: bucket, Prefix: prefix },
  )) {
    for (const { Key = "" } of Contents.filter((object) => object.Key?.endsWith(suffix) === true)) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const environment = Key.slice(prefix.length, -suffix.length);
      environments.push(...environmentIn(environment, (await Body?.transformToString()) ?? "{}"));
    }
  }
  return environments;
}

/** The environment that Terraform's state describes; none when it is empty. */
export function environmentIn(name: string, state: string): Environment[] {
  const { resources = [] } = JSON.parse(state) as State;
  const services = resources
    .filter(({ type }) => type === "aws_ecs_service")
    .flatMap(({ instances }) => instances)
    .map(({ attributes }) => ({ cluster: attributes.cluster, service: attributes.name }));
  return resources.length === 0 ? [] : [{ name, services }];
}

/** Version 4 of Terraform's state, as far as it is needed. */
interface State {
  readonly resources?: readonly {
    readonly type: string;
    readonly instances: readonly {
      readonly attributes: { readonly cluster: string; readonly name: string };
    }[];
  }[];
}
