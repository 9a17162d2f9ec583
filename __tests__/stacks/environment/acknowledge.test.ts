import { App } from "cdktf";
import { assertValid } from "../../../modules/core";
import type { Environment } from "../../../settings";
import { EcsStack } from "../../../stacks";
import { acc } from "../../support/environments";

/** Of each warning where it is, its code, and the reason with which it is acknowledged. */
function warnings(settings: Partial<Environment>) {
  const environment = { ...acc, ...settings };
  const app = new App();
  new EcsStack(app, "acc", { environment, versions: { app: "v1" } });
  return assertValid(app).map(({ path, code, acknowledged }) => [path, code, acknowledged]);
}

const image = "web:v1-arm64";
const containers = [{ name: "web", image, memoryMiB: 64 }];
const instances = { default: { instanceType: "t3.huge", minSize: 1, maxSize: 3 } };
const CODE = "ECS-FIT-004";

describe("settings acknowledge warnings", () => {
  test("of all that is in the environment", () => {
    expect(
      warnings({
        services: { web: { containers, acknowledge: { [CODE]: "emulated" } } },
        acknowledge: { [CODE]: "tried" },
        daemons: { agent: { containers } },
        tasks: { migrate: { containers } },
      }),
    ).toEqual([
      ["acc/daemon-agent", CODE, "tried"],
      ["acc/task-migrate", CODE, "tried"],
      ["acc/web", CODE, "emulated"],
    ]);
  });

  test("of one service, daemon, task or group of instances", () => {
    const acknowledge = { [CODE]: "emulated" };

    expect(
      warnings({
        instances: {
          default: {
            ...instances.default,
            architecture: "x86_64",
            ami: "ami-0123456789abcdef0",
            acknowledge: { "ECS-FIT-009": "large" },
          },
        },
        services: { web: { containers, acknowledge }, other: { containers } },
        daemons: { agent: { containers, acknowledge } },
        tasks: { migrate: { containers, acknowledge } },
      }),
    ).toEqual([
      ["acc/daemon-agent", CODE, "emulated"],
      ["acc/instances", "ECS-FIT-009", "large"],
      ["acc/other", CODE, undefined],
      ["acc/task-migrate", CODE, "emulated"],
      ["acc/web", CODE, "emulated"],
    ]);
  });
});
