import type { EcsInstances } from "../../modules/ecs-instances";
import { EcsCluster } from "../../modules/ecs-cluster";
import { Database, type DatabaseProps } from "../../modules/rds";
import type { Context } from "../support/service";
import { instanceGroup, network } from "../support/context";
import { synthesize, type SynthesizedStack } from "../support/synth";

/** A small Postgres database `orders`. */
export function database({ stack, vpc, cluster }: Context, props: Partial<DatabaseProps> = {}): Database {
  return new Database(stack, "database", {
    cluster,
    vpc,
    name: "orders",
    engine: "postgres",
    instanceClass: "db.t4g.micro",
    ...props,
  });
}

/** A database in a cluster that has no instances until `more` adds some. */
export function synthesizeDatabase(
  props: Partial<DatabaseProps> = {},
  more: (context: Context) => void = () => undefined,
): SynthesizedStack {
  return synthesize((stack) => {
    const vpc = network(stack);
    const context = { stack, vpc, cluster: new EcsCluster(stack, "cluster", { name: "main" }) };
    database(context, props);
    more(context);
  });
}

/** Adds a group of instances to the cluster of a context. */
export function addInstances({ stack, vpc, cluster }: Context, name: string): EcsInstances {
  return instanceGroup(stack, name, { cluster, vpc });
}
