import type { PlanJson } from "../../../tools/terraform/plan-json";
import { planMarkdown } from "../../../tools/terraform/plan-markdown";
import { reportPlan } from "../../../tools/terraform/plan-report";
import { planText } from "../../../tools/terraform/plan-text";
import { unaskedText, unaskedVersions } from "../../../tools/terraform/unasked-versions";
import { styleFor } from "../../../tools/terminal/style";

const definition = (...images: readonly string[]) => ({
  container_definitions: JSON.stringify(images.map((image, index) => ({ name: `c${index}`, image }))),
});

/** The plan that brings v1 back where v2 runs, as Terraform prints it. */
function plan(
  more: Partial<PlanJson> = {},
  before = definition("shop/app:v2"),
  after = definition("shop/app:v1"),
) {
  return {
    variables: { app_version: { value: "v1" } },
    output_changes: { app_committed_version: { actions: ["no-op"], before: "v1", after: "v1" } },
    configuration: {
      root_module: {
        resources: [
          {
            address: "aws_ecs_task_definition.app",
            expressions: { container_definitions: { references: ["var.app_version"] } },
          },
        ],
      },
    },
    resource_changes: [
      {
        ...{ address: "aws_ecs_task_definition.app", mode: "managed", type: "aws_ecs_task_definition" },
        change: { actions: ["delete", "create"], before, after },
      },
    ],
    ...more,
  } satisfies PlanJson;
}

const asked = (...services: readonly string[]) => new Set(services);
const back = { service: "app", from: "v2", to: "v1" };

test("a version that comes back because nobody has named the one that runs is not asked for", () => {
  expect(unaskedVersions(plan(), asked("web"))).toEqual([back]);
  expect(unaskedText(back)).toBe("app: v2 → v1, not asked for");
});

test("one line tells it of several task definitions of a service", () => {
  const [one] = plan().resource_changes;
  const resource_changes = one === undefined ? [] : [one, one];
  expect(unaskedVersions(plan({ resource_changes }), asked())).toEqual([back]);
});

test("only the container that follows the version is looked at", () => {
  const [before, after] = [definition("shop/app:v2", "envoy:1"), definition("shop/app:v1", "envoy:2")];
  expect(unaskedVersions(plan({}, before, after), asked())).toEqual([back]);
});

test.each<[string, PlanJson, ReadonlySet<string>]>([
  ["somebody has named it", plan(), asked("app")],
  [
    "it was committed since the last deployment",
    plan({
      output_changes: { app_committed_version: { actions: ["update"], before: "v2", after: "v1" } },
    }),
    asked(),
  ],
  ["the last deployment has not noted what was committed", plan({ output_changes: {} }), asked()],
  [
    "it stays, and other settings change",
    plan({}, definition("shop/app:v1"), definition("shop/app:v1")),
    asked(),
  ],
  ["the task definition is of another version", plan({ configuration: {} }), asked()],
  ["a definition is known after the apply only", plan({}, definition("shop/app:v2"), {} as never), asked()],
])("a version is asked for, or none changes, if %s", (_, json, services) => {
  expect(unaskedVersions(json, services)).toEqual([]);
});

test("a plan says it, for people, for programs and for pull requests", () => {
  const report = reportPlan("acc", plan(), new Map());
  const line = "app: v2 → v1, not asked for";

  expect(planText(report, styleFor({ noColor: true }))).toEqual(
    expect.arrayContaining(["Versions that nobody has asked for (1)", `  ${line}`]),
  );
  expect(planMarkdown(report)).toEqual(
    expect.arrayContaining(["**Versions that nobody has asked for**", `- ${line}`]),
  );
  expect(report.unaskedVersions).toEqual([back]);
  expect(reportPlan("acc", plan(), new Map(), asked("app")).unaskedVersions).toEqual([]);
});
