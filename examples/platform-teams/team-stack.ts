import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ServiceAlarms } from "../../modules/alarms";
import type { IListener } from "../../modules/alb";
import type { IEcsCluster } from "../../modules/ecs-cluster";
import { EcsService } from "../../modules/ecs-service";
import { ImageVersion } from "../../modules/ecs-task";
import type { ISnsTopic } from "../../modules/sns";
import { addS3State, addTerraformSettings } from "../../modules/terraform-settings";
import { EcsDeployer } from "../../modules/users";
import type { IVpc } from "../../modules/vpc";
import { NAME, PROJECT, REGION, stateOf } from "./names";

/** What a team is given, by the platform's constructs or by ids. */
export interface Platform {
  readonly vpc: IVpc;
  readonly cluster: IEcsCluster;
  readonly alb: IListener;
  readonly topic: ISnsTopic;
}

/** What differs between teams. */
export interface TeamService {
  /** Of the service; requests below `/<name>` are its own. */
  readonly name: string;
  readonly priority: number;
  /** `awsvpc` for tasks behind a security group of their own. @default "bridge" */
  readonly networkMode?: "awsvpc" | "bridge";
}

export interface TeamProps {
  readonly platform: Platform;
  readonly service: TeamService;
}

/** The state settings of a team; what it shares is found by the constructs that use it. */
export class BaseTeamStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addTerraformSettings(this, { region: REGION, environment: NAME, project: PROJECT });
    addS3State(this, stateOf(id));
  }

  /** A service, its alarms, and who deploys it, all in this stack: the platform's does not change. */
  protected addService({ platform, service }: TeamProps): void {
    const { vpc, cluster, alb, topic } = platform;
    const { name, priority, networkMode } = service;
    const version = new ImageVersion(this, "version", { service: name, default: "v1" });
    const running = new EcsService(this, "service", {
      cluster,
      vpc,
      name,
      networkMode,
      containers: [
        {
          name,
          image: version.of(`example/${name}`),
          cpu: 128,
          memoryMiB: 128,
          portMappings: [{ containerPort: 8080 }],
        },
      ],
      loadBalancer: { alb, priority, paths: [`/${name}`, `/${name}/*`], healthCheck: { path: "/health" } },
    });
    new ServiceAlarms(this, "alarms", { service: running, topic });
    new EcsDeployer(this, "deployer", {
      cluster,
      services: [running],
      state: stateOf(this.node.id),
      userName: `${this.node.id}-deployer`,
    });
  }
}

/** A team in the same program as the platform. */
export class TeamStack extends BaseTeamStack {
  constructor(scope: Construct, id: string, props: TeamProps) {
    super(scope, id);
    this.addService(props);
  }
}
