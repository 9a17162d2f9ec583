import type { Construct } from "constructs";
import { ExistingAlb } from "../../modules/alb";
import { ExistingCluster } from "../../modules/ecs-cluster";
import { ExistingSecurityGroup } from "../../modules/security-group";
import { OutputsLookup } from "../../modules/shared-outputs";
import { ExistingSnsTopic } from "../../modules/sns";
import { ExistingVpc } from "../../modules/vpc";
import { NAME, PARAMETER_PATH, stateOf } from "./names";
import { BaseTeamStack, type Platform } from "./team-stack";

/** Where a program finds the platform's ids. */
export const SOURCES = ["parameters", "state"] as const;

export interface GuestProps {
  /** `parameters` needs no permission to read the platform's state, which tells more than ids. */
  readonly idsFrom: (typeof SOURCES)[number];
}

/** A team with a program of its own, which has the platform's ids and none of its constructs. */
export class GuestStack extends BaseTeamStack {
  constructor(scope: Construct, id: string, { idsFrom }: GuestProps) {
    super(scope, id);
    const shared = new OutputsLookup(
      this,
      "platform",
      idsFrom === "state" ? { state: stateOf("platform") } : { parameterPath: PARAMETER_PATH },
    );
    this.addService({
      platform: this.platformOf(shared),
      service: { name: "reports", priority: 1000 },
    });
  }

  private platformOf(shared: OutputsLookup): Platform {
    const securityGroup = (key: string) =>
      new ExistingSecurityGroup(this, `${key}-group`, {
        securityGroupId: shared.text(`${key}_security_group_id`),
      });
    return {
      vpc: new ExistingVpc(this, "vpc", {
        vpcId: shared.text("vpc_id"),
        cidrBlock: shared.text("vpc_cidr_block"),
        privateSubnetIds: shared.list("private_subnet_ids"),
      }),
      cluster: new ExistingCluster(this, "cluster", {
        name: NAME,
        securityGroup: securityGroup("instances"),
      }),
      alb: new ExistingAlb(this, "alb", {
        listenerArn: shared.text("listener_arn"),
        securityGroup: securityGroup("alb"),
        // As agreed with the platform's team, whose own program has those below.
        priorities: { from: 1000, to: 1999 },
      }),
      topic: new ExistingSnsTopic(this, "alerts", { topicArn: shared.text("alerts_topic_arn") }),
    };
  }
}
