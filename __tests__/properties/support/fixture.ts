import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Alb, type AlbListener, ExistingAlb } from "../../../modules/alb";
import { EcrRepository } from "../../../modules/ecr";
import { EcsCluster, ExistingCluster } from "../../../modules/ecs-cluster";
import { EcsInstances } from "../../../modules/ecs-instances";
import { EcsTaskRole } from "../../../modules/ecs-roles";
import { EcsService } from "../../../modules/ecs-service";
import type { ContainerProps } from "../../../modules/ecs-task";
import { Elb } from "../../../modules/elb";
import { LogBucket } from "../../../modules/log-bucket";
import { ExistingDatabase } from "../../../modules/rds";
import { OneOffTask } from "../../../modules/scheduled-task";
import { ExistingSecurityGroup } from "../../../modules/security-group";
import { PrivateDnsNamespace } from "../../../modules/service-discovery";
import { SnsTopic } from "../../../modules/sns";
import { ExistingVpc, Vpc } from "../../../modules/vpc";

export const KMS_KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
export const CERTIFICATE =
  "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";
export const LISTENER =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/main/0123456789abcdef/fedcba9876543210";

/** A stack, and what constructs need in it, each made when it is first asked for. */
export class Fixture {
  readonly stack = new TerraformStack(new App(), "test");
  private readonly made = new Map<string, unknown>();

  constructor() {
    new AwsProvider(this.stack, "aws", { region: "eu-west-1" });
  }

  get vpc(): ExistingVpc {
    return this.once(
      "the-vpc",
      (id) =>
        new ExistingVpc(this.stack, id, {
          vpcId: "vpc-0123456789abcdef0",
          cidrBlock: "10.1.0.0/16",
          publicSubnetIds: { "eu-west-1a": "subnet-0a", "eu-west-1b": "subnet-0b" },
          privateSubnetIds: { "eu-west-1a": "subnet-1a", "eu-west-1b": "subnet-1b" },
        }),
    );
  }

  get ownVpc(): Vpc {
    const zones = ["eu-west-1a", "eu-west-1b"];
    return this.once(
      "own-vpc",
      (id) => new Vpc(this.stack, id, { name: "own", cidrBlock: "10.2.0.0/16", zones }),
    );
  }

  /** Without instances. */
  get emptyCluster(): EcsCluster {
    return this.once("the-cluster", (id) => new EcsCluster(this.stack, id, { name: "main" }));
  }

  get group(): EcsInstances {
    return this.once(
      "the-group",
      (id) =>
        new EcsInstances(this.stack, id, {
          cluster: this.emptyCluster,
          vpc: this.vpc,
          instanceType: "t3.small",
          minSize: 2,
          maxSize: 4,
        }),
    );
  }

  get database(): ExistingDatabase {
    return this.once(
      "the-database",
      (id) =>
        new ExistingDatabase(this.stack, id, {
          address: "main.abcdefghijkl.eu-west-1.rds.amazonaws.com",
          port: 5432,
          engine: "postgres",
          secretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:main-AbCdEf",
          securityGroup: new ExistingSecurityGroup(this.stack, `${id}-group`, {
            securityGroupId: "sg-0123456789abcdef0",
          }),
        }),
    );
  }

  /** With instances. */
  get cluster(): EcsCluster {
    const { emptyCluster } = this;
    this.once("the-instances", () => this.group);
    return emptyCluster;
  }

  get existingCluster(): ExistingCluster {
    return this.once("existing-cluster", (id) => new ExistingCluster(this.stack, id, { name: "existing" }));
  }

  get alb(): Alb {
    return this.once("the-alb", (id) => new Alb(this.stack, id, { vpc: this.vpc, name: "main" }));
  }

  get listener(): AlbListener {
    return this.once("the-listener", (id) => this.alb.addListener(id, { port: 9000 }));
  }

  get existingAlb(): ExistingAlb {
    return this.once(
      "existing-alb",
      (id) =>
        new ExistingAlb(this.stack, id, {
          listenerArn: LISTENER,
          securityGroup: this.alb.securityGroup,
          priorities: { from: 1000, to: 1999 },
        }),
    );
  }

  get elb(): Elb {
    return this.once(
      "the-elb",
      (id) => new Elb(this.stack, id, { vpc: this.vpc, name: "classic", instancePort: 8080 }),
    );
  }

  get logs(): LogBucket {
    return this.once("the-logs", (id) => new LogBucket(this.stack, id, { namePrefix: "logs" }));
  }

  get taskRole(): EcsTaskRole {
    return this.once(
      "the-role",
      (id) => new EcsTaskRole(this.stack, id, { namePrefix: "shared", parameterPrefix: "/shop" }),
    );
  }

  get topic(): SnsTopic {
    return this.once("the-topic", (id) => new SnsTopic(this.stack, id, { name: "alerts" }));
  }

  get namespace(): PrivateDnsNamespace {
    return this.once(
      "the-names",
      (id) => new PrivateDnsNamespace(this.stack, id, { vpc: this.vpc, name: "shop.internal" }),
    );
  }

  get repository(): EcrRepository {
    return this.once("the-images", (id) => new EcrRepository(this.stack, id, { name: "shop/web" }));
  }

  get service(): EcsService {
    return this.once(
      "the-service",
      (id) =>
        new EcsService(this.stack, id, {
          cluster: this.cluster,
          vpc: this.vpc,
          name: "web",
          containers: [container()],
        }),
    );
  }

  get task(): OneOffTask {
    return this.once(
      "the-task",
      (id) =>
        new OneOffTask(this.stack, id, {
          cluster: this.cluster,
          vpc: this.vpc,
          name: "job",
          containers: [container()],
        }),
    );
  }

  private once<T>(id: string, make: (id: string) => T): T {
    if (!this.made.has(id)) {
      this.made.set(id, make(id));
    }
    return this.made.get(id) as T;
  }
}

/** A container that needs nothing but a name. */
export function container(props: Partial<ContainerProps> = {}): ContainerProps {
  return { name: "app", image: "nginx:1.27", memoryMiB: 64, ...props };
}
