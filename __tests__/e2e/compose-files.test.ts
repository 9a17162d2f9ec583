import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ECSClient, RegisterTaskDefinitionCommand, type Volume } from "@aws-sdk/client-ecs";
import { ComposeProject, readComposeFile } from "../../modules/compose";
import { ExistingCluster } from "../../modules/ecs-cluster";
import { synthesize } from "../support/synth";
import { containersOf } from "../support/task";
import { clientConfig } from "./support/aws-clients";
import { describeE2e } from "./support/describe-e2e";

const folder = join(__dirname, "..", "compose", "fixtures");
const files = readdirSync(folder).filter((file) => file.endsWith(".yml"));
const carried = files.filter((name) => {
  const { diagnostics } = readComposeFile({ file: join(folder, name), project: "demo", environment: {} });
  return diagnostics.every(({ severity }) => severity !== "error");
});

interface WrittenVolume {
  readonly name: string;
  readonly host_path?: string;
  readonly docker_volume_configuration?: {
    readonly scope: "shared" | "task";
    readonly autoprovision?: boolean;
    readonly driver: string;
    readonly driver_opts?: Record<string, string>;
  };
}

function toVolume({
  name,
  host_path: sourcePath,
  docker_volume_configuration: docker,
}: WrittenVolume): Volume {
  return {
    name,
    host: docker === undefined ? { sourcePath } : undefined,
    dockerVolumeConfiguration: docker && {
      scope: docker.scope,
      autoprovision: docker.autoprovision,
      driver: docker.driver,
      driverOpts: docker.driver_opts,
    },
  };
}

describeE2e("Compose files of known projects", () => {
  test.each(carried)("[S3.8] ECS registers what becomes of %s", async (name) => {
    const stack = synthesize((scope) => {
      const cluster = new ExistingCluster(scope, "cluster", { name: "main" });
      new ComposeProject(scope, "project", {
        cluster,
        name: "demo",
        file: join(folder, name),
        environment: {},
      });
    });
    const definition = stack.only("aws_ecs_task_definition");
    const { taskDefinition } = await new ECSClient(clientConfig()).send(
      new RegisterTaskDefinitionCommand({
        family: name.replace(".yml", ""),
        networkMode: "bridge",
        requiresCompatibilities: ["EC2"],
        // Secrets need one, and Terraform would know its ARN by now.
        executionRoleArn:
          definition.execution_role_arn === undefined
            ? undefined
            : "arn:aws:iam::123456789012:role/ecs/execution",
        containerDefinitions: containersOf(stack),
        volumes: ((definition.volume ?? []) as WrittenVolume[]).map(toVolume),
      }),
    );

    expect(taskDefinition?.status).toBe("ACTIVE");
  });
});
