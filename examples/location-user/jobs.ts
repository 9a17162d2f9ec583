import { Construct } from "constructs";
import type { EcsCluster } from "../../modules/ecs-cluster";
import { ImageVersion } from "../../modules/ecs-task";
import type { Database } from "../../modules/rds";
import { OneOffTask, ScheduledTask } from "../../modules/scheduled-task";
import type { Vpc } from "../../modules/vpc";

export interface JobsProps {
  readonly cluster: EcsCluster;
  readonly vpc: Vpc;
  readonly database: Database;
}

/** What is done to the database now and then, in versions of its own. */
export class Jobs extends Construct {
  /** Run by hand, before a version of a service that needs it. */
  readonly migration: OneOffTask;
  /** Every night. */
  readonly cleanUp: ScheduledTask;

  constructor(scope: Construct, id: string, { database, ...context }: JobsProps) {
    super(scope, id);
    const version = new ImageVersion(this, "jobs-version", { service: "jobs", default: "10" });
    const containers = (name: string) => [
      {
        name,
        image: version.of("example/jobs"),
        command: [name],
        memoryReservationMiB: 128,
        ...database.variables(),
      },
    ];
    this.migration = new OneOffTask(this, "migration", {
      ...context,
      name: "migrate",
      containers: containers("migrate"),
    });
    this.cleanUp = new ScheduledTask(this, "clean-up", {
      ...context,
      name: "clean-up",
      containers: containers("clean-up"),
      schedule: "cron(0 3 * * ? *)",
      timeZone: "America/New_York",
    });
  }
}
