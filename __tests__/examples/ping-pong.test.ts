import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { PingPongStack } from "../../examples/ping-pong/stack";
import { synthesizeStack } from "../support/synth";

const KEY = "arn:aws:kms:eu-west-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
const project = resolve(__dirname, "../..");
const folder = join(project, "examples/ping-pong");

describe("the wish-list in the README of ping-pong", () => {
  const rows = readFileSync(join(folder, "README.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, wish = "", construct = "", proof = ""]) => ({ wish, construct, proof }))
    .slice(2);

  test("has the twelve wishes of the original", () => {
    expect(rows.map(({ wish }) => wish)).toEqual([
      "health checks",
      "path routing",
      "dynamic ports",
      "zero-downtime deployments",
      "service discovery",
      "high availability over zones",
      "auto-scaling",
      "placement by resources",
      "private registry",
      "container logs",
      "monitoring with alarms and events",
      "secrets",
    ]);
  });

  test.each(rows)(
    "$wish: names constructs that exist, and a test of a row that exists",
    ({ construct, proof }) => {
      const files = [...construct.matchAll(/\]\(([^)]+)\)/g)].map(([, path = ""]) => join(folder, path));
      const [, file = "", name = ""] = /^`([^`]+)`: (\[S4\.\d+\] .+)$/.exec(proof) ?? [];

      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((path) => !existsSync(path))).toEqual([]);
      expect(readFileSync(join(project, file), "utf8")).toContain(`test("${name}"`);
    },
  );
});

const stack = (withServices: boolean) =>
  synthesizeStack(new PingPongStack(new App(), "ping-pong", { secretKeyArn: KEY, withServices }));

test("has room for all tasks of a service, and for one that replaces another", () => {
  const withServices = stack(true);
  const wanted = withServices.list("aws_appautoscaling_target").map(({ max_capacity }) => max_capacity);

  // The node's tasks need more than half of an instance's memory, those of the client fit in beside them.
  expect(wanted).toEqual([4, 4]);
  expect(withServices.only("aws_autoscaling_group").max_size).toBe(5);
});

describe("ping-pong without services", () => {
  test("[S4.2] has the repositories for the first images, and keeps them when services come", () => {
    const [without, withThem] = [stack(false), stack(true)];

    expect(without.resources("aws_ecs_service")).toEqual({});
    expect(Object.keys(without.resources("aws_ecr_repository"))).toHaveLength(2);
    expect(withThem.resources("aws_ecr_repository")).toEqual(without.resources("aws_ecr_repository"));
    expect(Object.keys(withThem.resources("aws_ecs_service"))).toHaveLength(2);
  });
});
