import assert from "node:assert/strict";
import { test } from "node:test";
import { App, Testing } from "cdktf";
import { assertValid } from "ecs-terraform-cdk/core";
import { SHARED } from "../names";
import { PlatformStack } from "../platform/platform-stack";
import { TeamStack } from "../team/team-stack";

const app = new App();
const platform = new PlatformStack(app, "platform");
const team = new TeamStack(app, "team");

/** The names of SSM parameters in blocks of one type. */
function namesIn(blocks: Record<string, { name: string }> = {}): string[] {
  return Object.values(blocks)
    .map(({ name }) => name)
    .sort();
}

test("both programs are valid", () => {
  assert.deepEqual(assertValid(app), []);
});

test("the team reads nothing that the platform does not tell", () => {
  const told = namesIn(JSON.parse(Testing.synth(platform)).resource.aws_ssm_parameter);
  const read = namesIn(JSON.parse(Testing.synth(team)).data.aws_ssm_parameter);

  assert.ok(read.every((name) => name.startsWith(`${SHARED}/`)));
  assert.deepEqual(
    read.filter((name) => !told.includes(name)),
    [],
  );
});
