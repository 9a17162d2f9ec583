import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Alb } from "../../modules/alb";
import { DatabaseUsers } from "../../modules/database-users";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances } from "../../modules/ecs-instances";
import { EcsService } from "../../modules/ecs-service";
import { ImageVersion } from "../../modules/ecs-task";
import { Elb } from "../../modules/elb";
import { Database } from "../../modules/rds";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";
import { Vpc } from "../../modules/vpc";
import { Jobs } from "./jobs";

export const BALANCERS = ["application", "classic"] as const;

export interface LocationUserProps {
  /** What is in front of each service. */
  readonly balancer: (typeof BALANCERS)[number];
  /** Whether the services have a database. */
  readonly withDatabase: boolean;
  /** Whether each service has a database and a user of its own there. @default false: they are the administrator */
  readonly withDatabaseUsers?: boolean;
  readonly region: string;
}

/** Two services, each behind a balancer of its own and in versions of its own, and the database that they share. */
export class LocationUserStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: LocationUserProps) {
    super(scope, id);
    const { balancer, withDatabase, withDatabaseUsers = false, region } = props;
    addTerraformSettings(this, { region, environment: NAME, project: "location-user" });
    addS3State(this, {
      bucket: `location-user-terraform-state-${region}`,
      key: "examples/location-user/terraform.tfstate",
      region,
    });

    const vpc = new Vpc(this, "vpc", {
      name: NAME,
      cidrBlock: "10.40.0.0/16",
      zones: [`${region}a`, `${region}b`],
    });
    const cluster = new EcsCluster(this, "cluster", { name: NAME });
    new EcsInstances(this, "instances", {
      cluster,
      vpc,
      instanceType: "t2.medium",
      minSize: 4,
      maxSize: 4,
    });
    const database = withDatabase
      ? new Database(this, "database", {
          cluster,
          vpc,
          name: NAME,
          engine: "mysql",
          instanceClass: "db.t4g.micro",
          // A destroy leaves a last snapshot. In production leave this out: then AWS refuses to destroy it.
          removal: "snapshot",
        })
      : undefined;

    const users =
      database !== undefined && withDatabaseUsers
        ? new DatabaseUsers(this, "database-users", {
            cluster,
            vpc,
            database,
            name: "database-users",
            users: SERVICES.map(({ name }) => name),
          })
        : undefined;

    for (const { name, port } of SERVICES) {
      const version = new ImageVersion(this, `${name}-version`, { service: name, default: "10" });
      const behind = this.addBalancer(balancer, { vpc, name, port });
      new EcsService(this, name, {
        cluster,
        vpc,
        name,
        containers: [
          {
            name,
            image: version.of(`example/${name}`),
            cpu: 512,
            memoryMiB: 1024,
            // Fixed, as a classic balancer needs it: one task on each instance.
            portMappings: [{ containerPort: port, hostPort: port }],
            // DB_HOST, DB_PORT and DB_NAME as they are; DB_USER and DB_PWD from Secrets Manager, where only ECS reads them.
            ...(users?.of(name) ?? database)?.variables(),
            extraHosts: { googledns: "8.8.8.8" },
          },
        ],
        desiredCount: 4,
        // The ports of all four instances are taken: a deployment stops two tasks, then starts two new ones.
        minimumHealthyPercent: 50,
        maximumPercent: 200,
        loadBalancer: behind.loadBalancer,
      });
      new TerraformOutput(this, `${name}_url`, {
        description: `Where ${name} answers, inside the VPC`,
        value: behind.url,
      });
    }
    if (database !== undefined) {
      const { migration, cleanUp } = new Jobs(this, "jobs", { cluster, vpc, database });
      for (const { output } of [migration, cleanUp, ...(users ? [users.task] : [])]) {
        new TerraformOutput(this, output.name, output.config);
      }
    }
  }

  /** A balancer for one service, of either kind, and the route that leads to it. */
  private addBalancer(
    kind: LocationUserProps["balancer"],
    { vpc, name, port }: { readonly vpc: Vpc; readonly name: string; readonly port: number },
  ) {
    const props = { vpc, name: `${NAME}-${name}` };
    const healthCheck = { path: "/health" };
    if (kind === "classic") {
      const elb = new Elb(this, `${name}-elb`, { ...props, instancePort: port, healthCheck });
      return { url: elb.url, loadBalancer: { elb } };
    }
    const alb = new Alb(this, `${name}-alb`, props);
    return { url: alb.url, loadBalancer: { alb, priority: 100, paths: ["/*"], healthCheck } };
  }
}

const NAME = "app01";
const SERVICES = [
  { name: "location", port: 8081 },
  { name: "user", port: 9091 },
];
