import type { DeploymentClients } from "../aws/deployment-clients";
import { type LogEvent, LogReader } from "../aws/log-events";
import { readRevision } from "../aws/task-definitions";
import type { DeployedService } from "./deployed-service";
import { readDeployed } from "./service-report";

/** A line of a service's log. */
export interface LogLine {
  readonly at: Date;
  /** Key of the service. */
  readonly service: string;
  readonly container: string;
  /** Id of the task. */
  readonly task: string;
  readonly message: string;
}

/** The logs of several services as one. */
export class ServiceLogs {
  private constructor(
    private readonly readers: readonly { readonly service: string; readonly reader: LogReader }[],
  ) {}

  /**
   * Finds where services write to.
   *
   * @param from milliseconds since 1970
   * @returns what can be read, and the keys of services whose containers log elsewhere than to CloudWatch
   */
  static async of(
    clients: DeploymentClients,
    services: readonly DeployedService[],
    from: number,
  ): Promise<{ logs: ServiceLogs; elsewhere: readonly string[] }> {
    const found = await readDeployed(clients, services);
    const groups = await Promise.all(
      found.map(async ({ service: { key }, status: { taskDefinition } }) => {
        const containers =
          taskDefinition === "" ? [] : (await readRevision(clients.ecs, taskDefinition)).containers;
        return { key, groups: new Set(containers.flatMap(({ log }) => log?.group ?? [])) };
      }),
    );
    const readers = groups.flatMap((one) =>
      [...one.groups].map((group) => ({
        service: one.key,
        reader: new LogReader(clients.logs, group, from),
      })),
    );
    return {
      logs: new ServiceLogs(readers),
      elsewhere: groups.filter((one) => one.groups.size === 0).map(({ key }) => key),
    };
  }

  /** What has come since the last call, the oldest first. */
  async read(): Promise<LogLine[]> {
    const lines = await Promise.all(
      this.readers.map(async ({ service, reader }) =>
        (await reader.read()).map((event) => line(service, event)),
      ),
    );
    return lines.flat().sort((one, other) => one.at.getTime() - other.at.getTime());
  }
}

function line(service: string, { at, stream, message }: LogEvent): LogLine {
  const [task = "", container = ""] = stream.split("/").reverse();
  return { at, service, container, task, message };
}
