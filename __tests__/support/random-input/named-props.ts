import type { AlbProps, ListenerSettings } from "../../../modules/alb";
import type { EcsInstancesProps } from "../../../modules/ecs-instances";
import type { EcsServiceProps } from "../../../modules/ecs-service";
import type { DatabaseProps } from "../../../modules/rds";
import type { ByName } from "../../../settings";

/** Props of constructs as data, with names in place of other constructs; of a listener of a balancer, too. */
export interface NamedProps {
  readonly Alb: ByName<AlbProps>;
  readonly AlbListener: ByName<ListenerSettings>;
  readonly EcsService: ByName<EcsServiceProps>;
  readonly EcsInstances: ByName<EcsInstancesProps>;
  readonly Database: ByName<DatabaseProps>;
}
