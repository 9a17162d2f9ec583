import { join } from "node:path";
import { Alb, type AlbProps, type ListenerSettings } from "../../../modules/alb";
import { constrainProvider } from "../../../modules/core";
import { EcsInstances, type EcsInstancesProps } from "../../../modules/ecs-instances";
import { EcsService, type EcsServiceProps } from "../../../modules/ecs-service";
import { Database, type DatabaseProps } from "../../../modules/rds";
import type { Description } from "../../../settings/check/description";
import { describeType } from "../../../settings/check/describe-type";
import { Fixture } from "../../properties/support/fixture";
import { synthesizeStack } from "../synth";
import type { InputKind } from "./assert-judged";
import { edited, randomEdits } from "./edits";
import { verdictOn, type Verdict } from "./judge";
import type { NamedProps } from "./named-props";
import { wired } from "./wired";

export type ConstructName = keyof NamedProps;

const BASES: NamedProps = {
  Alb: { vpc: "existing", name: "subject" },
  AlbListener: { port: 8443 },
  EcsService: {
    cluster: "own",
    vpc: "existing",
    name: "subject",
    containers: [
      { name: "app", image: "example/app:v1", memoryMiB: 64, portMappings: [{ containerPort: 8080 }] },
      { name: "cache", image: "redis:7.4", memoryMiB: 64 },
    ],
    capacityProviderStrategy: [{ group: "default" }],
    loadBalancer: { alb: "default", priority: 100, paths: ["/*"] },
    scaling: { minTasks: 1, maxTasks: 2 },
  },
  EcsInstances: { cluster: "empty", vpc: "existing", instanceType: "t3.medium", minSize: 1, maxSize: 3 },
  Database: {
    cluster: "own",
    vpc: "existing",
    name: "subject",
    engine: "postgres",
    instanceClass: "db.t4g.micro",
    removal: "discard",
  },
};

/** How to make each, of props in which things have taken the place of their names. */
const MAKERS: Readonly<Record<ConstructName, (fixture: Fixture, props: unknown) => unknown>> = {
  Alb: ({ stack }, props) => new Alb(stack, "subject", props as AlbProps),
  AlbListener: ({ alb }, settings) => alb.addListener("subject", settings as ListenerSettings),
  EcsService: ({ stack }, props) => new EcsService(stack, "subject", props as EcsServiceProps),
  EcsInstances: ({ stack }, props) => new EcsInstances(stack, "subject", props as EcsInstancesProps),
  Database: ({ stack }, props) => new Database(stack, "subject", props as DatabaseProps),
};

export const CONSTRUCTS = Object.keys(MAKERS) as ConstructName[];

/** Makes a construct, among what it may name. */
export function judgeConstruct(name: ConstructName, props: unknown): Verdict {
  return verdictOn({ input: props, type: typeOf(name), name }, () => {
    const fixture = new Fixture();
    constrainProvider(fixture.stack);
    MAKERS[name](fixture, wired(props, fixture, name));
    return synthesizeStack(fixture.stack);
  });
}

/** Random props of a construct. */
export function propsOf(name: ConstructName): InputKind {
  const base = BASES[name];
  return {
    arbitrary: () => randomEdits(base, typeOf(name), name).map((edits) => edited(base, edits)),
    judge: (props) => judgeConstruct(name, props),
    call: `judgeConstruct("${name}", input)`,
  };
}

/** It takes seconds to work them out. */
let types: Description | undefined;

function typeOf(name: ConstructName): Description {
  types ??= describeType(
    join(__dirname, "../../.."),
    "__tests__/support/random-input/named-props.ts",
    "NamedProps",
  );
  const props = types.kind === "object" ? types.props : {};
  return props[name]?.type ?? { kind: "anything" };
}
