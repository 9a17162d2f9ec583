import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import fc from "fast-check";
import { Secret } from "../../../modules/ecs-task";
import { renderContainerDefinitions } from "../../../modules/ecs-task/containers";
import { synthesize } from "../../support/synth";
import { container, refusedContainers, renderContainer, synthesizeTask, task } from "../../support/task";

test("variables are sorted, so that the order of writing makes no difference", () => {
  expect(renderContainer({ environment: { ZONE: "a", DB_HOST: "db", api: "x" } }).environment).toEqual([
    { name: "DB_HOST", value: "db" },
    { name: "ZONE", value: "a" },
    { name: "api", value: "x" },
  ]);
});

test("a value reaches the container as it stands, even where it looks like a Terraform template", () => {
  const stack = synthesizeTask({ containers: [container({ environment: { A: "${HOME}/%{if}" } })] });

  expect(stack.only("aws_ecs_task_definition").container_definitions).toContain('"value":"$${HOME}/%%{if}"');
});

test("a value may hold references to resources", () => {
  const stack = synthesize((scope) => {
    const other = new CloudwatchLogGroup(scope, "other", { name: "other" });
    task(scope, { containers: [container({ environment: { A: `\${HOME}:${other.arn}` } })] });
  });

  expect(stack.only("aws_ecs_task_definition").container_definitions).toContain(
    '"value":"$${HOME}:${aws_cloudwatch_log_group.other.arn}"',
  );
});

test("any names and values come through", () => {
  const log = { logGroupName: "/ecs/main/app", region: "eu-west-1" };
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (environment) => {
      const text = renderContainerDefinitions([container({ environment })], {
        networkMode: "bridge",
        execEnabled: false,
        log,
      });
      const unescaped = text.replaceAll("$${", "${").replaceAll("%%{", "%{");
      const [rendered] = JSON.parse(unescaped) as [{ environment: { name: string; value: string }[] }];
      expect(new Map(rendered.environment.map(({ name, value }) => [name, value]))).toEqual(
        new Map(Object.entries(environment)),
      );
    }),
  );
});

test("fails when a variable is both plain and secret", () => {
  const secrets = { TOKEN: Secret.fromSsmParameter("/prod/token") };

  expect(refusedContainers([{ environment: { TOKEN: "x" }, secrets }])).toBe(
    "test/task: 'containers[0].secrets.TOKEN' must not be in 'environment' as well, got \"TOKEN\"; remove it from 'environment'",
  );
});
