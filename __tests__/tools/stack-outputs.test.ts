import { OUTPUTS, type TaskOutput, VERSION_SUFFIX } from "../../tools/stack-outputs";
import { acc } from "../support/environments";
import { synthesizeEnvironment } from "../support/synthesize-environment";

const tasks = { migrate: { service: "app", containers: [{ command: ["migrate"], memoryMiB: 64 }] } };
const { variable, output } = synthesizeEnvironment({ ...acc, tasks }, "v1", { app: "v1" }).json as {
  variable: Record<string, unknown>;
  output: Record<string, { value: unknown }>;
};

test("a stack has the outputs and the variables that the commands look for, by their names", () => {
  expect(Object.keys(variable)).toEqual([`app${VERSION_SUFFIX}`]);
  expect(Object.keys(output)).toEqual(
    expect.arrayContaining([
      `app${OUTPUTS.repository.suffix}`,
      `app${OUTPUTS.committedVersion.suffix}`,
      `${OUTPUTS.task.prefix}migrate`,
    ]),
  );
});

test("the output of a task has all that npm run task needs", () => {
  const fields: (keyof TaskOutput)[] = [
    "region",
    "cluster",
    "taskDefinition",
    "container",
    "logGroup",
    "capacityProviderStrategy",
  ];

  expect(Object.keys(output[`${OUTPUTS.task.prefix}migrate`]?.value as object).sort()).toEqual(fields.sort());
});
