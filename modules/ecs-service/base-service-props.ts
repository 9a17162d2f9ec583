import type { IEcsCluster } from "../ecs-cluster";
import type { TaskProps } from "../ecs-task";
import type { IVpc } from "../vpc";
import type { PlacementConstraint } from "./placement";
import type { ServiceDiscovery } from "./service-registry";

/** What services of every kind are made of. */
export interface BaseServiceProps extends TaskProps {
  /** The cluster; its instances may join later. */
  readonly cluster: IEcsCluster;
  /** Needed with a load balancer, and in network mode `awsvpc`. @default none */
  readonly vpc?: IVpc;
  /** 1 to 190 letters, digits, hyphens and underscores, together with the name of the cluster; unique in it. */
  readonly name: string;
  /** Family of the task definitions. @default <cluster>-<name> */
  readonly family?: string;
  /**
   * Who ships new versions. With `external` somebody else does, e.g. CI by `aws ecs update-service`: Terraform makes the service,
   * and from then on leaves its task definition and its number of tasks alone, and does not judge which version runs. The
   * deployment controller stays ECS, so that the one can be changed for the other at any time.
   * @default "terraform"
   */
  readonly deployedBy?: "terraform" | "external";
  /** Whether people who may can open a shell in the containers: `aws ecs execute-command`. @default false */
  readonly execEnabled?: boolean;
  /** Which instances tasks may be on; at most 10. @default all */
  readonly placementConstraints?: readonly PlacementConstraint[];
  /** A name in the VPC's DNS under which others find the tasks. @default none */
  readonly serviceDiscovery?: ServiceDiscovery;
  /** Name of the log group. @default /ecs/<cluster>/<name> */
  readonly logGroupName?: string;
}
