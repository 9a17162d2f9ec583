import { TerraformStack } from "cdktf";
import { oneOf, runExample } from "../../../examples/run-example";
import { Alb } from "../../../modules/alb";
import { EcsCluster } from "../../../modules/ecs-cluster";
import { EcsInstances } from "../../../modules/ecs-instances";
import { EcsService } from "../../../modules/ecs-service";
import { addS3State, addTerraformSettings } from "../../../modules/terraform-settings";
import { Vpc } from "../../../modules/vpc";

const REGION = "eu-north-1";
const NAME = "removals";

interface ServiceSettings {
  readonly group: string;
  readonly port?: number;
  /** Its listener rule. @default none */
  readonly priority?: number;
  readonly path?: string;
}

/** The same stack again and again: its groups of instances, and its services. */
const STEPS: Record<
  string,
  { readonly groups: string[]; readonly services: Record<string, ServiceSettings> }
> = {
  begin: {
    groups: ["main", "extra"],
    services: {
      web: { group: "main", priority: 100, path: "/web/*" },
      api: { group: "main", priority: 200, path: "/api/*" },
      jobs: { group: "extra" },
    },
  },
  // The service jobs is removed with its group, api is called orders, and web has another port.
  replace: {
    groups: ["main"],
    services: {
      web: { group: "main", priority: 100, path: "/web/*", port: 9090 },
      orders: { group: "main", priority: 200, path: "/api/*" },
    },
  },
  // The rules swap their priorities, and all services go over to a new group.
  move: {
    groups: ["main", "next"],
    services: {
      web: { group: "next", priority: 200, path: "/web/*", port: 9090 },
      orders: { group: "next", priority: 100, path: "/api/*" },
    },
  },
  // The old group is removed, and a listener rule.
  remove: {
    groups: ["next"],
    services: {
      web: { group: "next", priority: 200, path: "/web/*", port: 9090 },
      orders: { group: "next" },
    },
  },
};

runExample({ step: "begin" }, (app, context) => {
  const { groups, services } = STEPS[oneOf("step", context.step, Object.keys(STEPS))] ?? {
    groups: [],
    services: {},
  };
  const stack = new TerraformStack(app, NAME);
  addTerraformSettings(stack, { region: REGION, environment: NAME, project: "tests" });
  addS3State(stack, { bucket: `${NAME}-states`, key: "terraform.tfstate", region: REGION });
  const zones = [`${REGION}a`, `${REGION}b`];
  const vpc = new Vpc(stack, "vpc", { name: NAME, cidrBlock: "10.61.0.0/16", zones, nat: "single" });
  const cluster = new EcsCluster(stack, "cluster", { name: NAME });
  const instances = new Map(
    groups.map((name) => [
      name,
      new EcsInstances(stack, `${name}-instances`, {
        cluster,
        vpc,
        name,
        instanceType: "t3.small",
        minSize: 1,
        maxSize: 2,
      }),
    ]),
  );
  const alb = new Alb(stack, "alb", { vpc, name: NAME });
  for (const [name, { group, priority, path, port = 8080 }] of Object.entries(services)) {
    const placed = instances.get(group);
    new EcsService(stack, name, {
      cluster,
      vpc,
      name,
      containers: [
        { name: "app", image: "example/app:v1", memoryMiB: 64, portMappings: [{ containerPort: port }] },
      ],
      capacityProviderStrategy: placed && [{ group: placed }],
      loadBalancer:
        priority === undefined || path === undefined ? undefined : { alb, priority, paths: [path] },
    });
  }
});
