import type { ECR } from "@aws-sdk/client-ecr";
import type { ECS } from "@aws-sdk/client-ecs";
import type { IAM } from "@aws-sdk/client-iam";

import { callAws, clientConfig } from "../aws/aws-client";
import type { RunningLocalAws } from "../local-aws/running";
import { UserError } from "../process/user-error";
import type { DeployedService } from "../services/deployed-service";
import type { Finding } from "./finding";
import { checkImage } from "./image-check";
import { checkPorts } from "./port-checks";
import { checkRole } from "./role-checks";
import { checkRoom } from "./room-check";
import { checkSecret, secretsOf } from "./secret-checks";

/** Whom the checks ask. */
export interface VerifyClients {
  readonly ecs: ECS;
  readonly iam: IAM;
  readonly ecrOf: (region: string) => ECR;
  readonly isLocal: boolean;
}

/** Loads the clients that only these checks need. */
export async function loadVerifyClients(
  ecs: ECS,
  region: string,
  local: RunningLocalAws | undefined,
): Promise<VerifyClients> {
  const [{ ECR }, { IAM }] = await Promise.all([
    import("@aws-sdk/client-ecr"),
    import("@aws-sdk/client-iam"),
  ]);
  return {
    ecs,
    iam: new IAM(clientConfig(region, local)),
    isLocal: local !== undefined,
    ecrOf: (ofRegistry) => new ECR(clientConfig(ofRegistry, local)),
  };
}

/** Looks at what a service needs to start one more task. */
export async function verifyService(
  { ecs, iam, ecrOf, isLocal }: VerifyClients,
  { cluster, name }: DeployedService,
): Promise<Finding[]> {
  const { services: [service] = [] } = await callAws(() =>
    ecs.describeServices({ cluster, services: [name] }),
  );
  if (service?.taskDefinition === undefined) {
    throw new UserError(`Service ${name} is MISSING in ECS: deploy it first.`);
  }
  const { taskDefinition: definition = {} } = await callAws(() =>
    ecs.describeTaskDefinition({ taskDefinition: service.taskDefinition }),
  );
  const { executionRoleArn = "", taskRoleArn, containerDefinitions = [] } = definition;
  const images = [...new Set(containerDefinitions.flatMap(({ image }) => image ?? []))];
  const roles = [executionRoleArn, taskRoleArn ?? ""].filter((arn) => arn !== "");
  const [ofImages, ofSecrets, ofRoles, room] = await Promise.all([
    Promise.all(images.map((image) => checkImage(image, ecrOf))),
    Promise.all(
      secretsOf(definition).map((arn) => checkSecret(isLocal ? undefined : iam, executionRoleArn, arn)),
    ),
    Promise.all(roles.map((arn) => checkRole(iam, arn))),
    checkRoom(ecs, cluster, definition),
  ]);
  return [...ofImages, ...ofSecrets, ...checkPorts(service, definition), ...ofRoles, room];
}
