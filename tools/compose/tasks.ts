import type { ContainerInstance, ECSClient, Service, Task } from "@aws-sdk/client-ecs";
import type { EC2Client } from "@aws-sdk/client-ec2";

import type { Environment, ServiceAddress } from "./environments";

/** A service of an environment, and where its tasks answer. */
export interface ServiceReport {
  readonly environment: string;
  readonly service: string;
  readonly running: number;
  readonly desired: number;
  readonly tasks: readonly TaskReport[];
}

/** A task, and the ports of its instance. */
export interface TaskReport {
  readonly id: string;
  readonly status: string;
  /** The instance's address in the VPC; undefined while it is not known. */
  readonly address: string | undefined;
  readonly ports: readonly PortReport[];
}

export interface PortReport {
  readonly container: string;
  readonly containerPort: number;
  readonly hostPort: number;
  readonly protocol: string;
}

/** Asks ECS and EC2 where the services of environments run. */
export async function reportServices(
  ecs: ECSClient,
  ec2: EC2Client,
  environments: readonly Environment[],
): Promise<ServiceReport[]> {
  const reports: ServiceReport[] = [];
  for (const { name, services } of environments) {
    for (const address of services) {
      reports.push(await reportService(ecs, ec2, name, address));
    }
  }
  return reports;
}

async function reportService(
  ecs: ECSClient,
  ec2: EC2Client,
  environment: string,
  { cluster, service }: ServiceAddress,
): Promise<ServiceReport> {
  const { DescribeServicesCommand, DescribeTasksCommand, paginateListTasks } =
    await import("@aws-sdk/client-ecs");
  const { services: [found] = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  const tasks: Task[] = [];
  for await (const { taskArns = [] } of paginateListTasks(
    { client: ecs },
    { cluster, serviceName: service },
  )) {
    if (taskArns.length > 0) {
      tasks.push(...((await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks ?? []));
    }
  }
  const own = tasks.filter(({ group }) => group === `service:${service}`);
  return serviceReport(environment, service, found, own, await addresses(ecs, ec2, cluster, own));
}

/** The private addresses of the instances that tasks are on, by the ARN by which ECS knows them. */
async function addresses(
  ecs: ECSClient,
  ec2: EC2Client,
  cluster: string,
  tasks: readonly Task[],
): Promise<ReadonlyMap<string, string>> {
  const arns = [...new Set(tasks.flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []))];
  if (arns.length === 0) {
    return new Map();
  }
  const { DescribeContainerInstancesCommand } = await import("@aws-sdk/client-ecs");
  const { DescribeInstancesCommand } = await import("@aws-sdk/client-ec2");
  const { containerInstances = [] } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances: arns }),
  );
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({
      InstanceIds: containerInstances.flatMap(({ ec2InstanceId }) => ec2InstanceId ?? []),
    }),
  );
  const byId = new Map(
    Reservations.flatMap(({ Instances = [] }) => Instances).map((one) => [
      one.InstanceId,
      one.PrivateIpAddress,
    ]),
  );
  const address = ({ containerInstanceArn = "", ec2InstanceId }: ContainerInstance): [string, string][] => {
    const found = byId.get(ec2InstanceId);
    return found === undefined ? [] : [[containerInstanceArn, found]];
  };
  return new Map(containerInstances.flatMap(address));
}

/** What ECS's answers say of one service. */
export function serviceReport(
  environment: string,
  service: string,
  found: Pick<Service, "runningCount" | "desiredCount"> | undefined,
  tasks: readonly Task[],
  addressOf: ReadonlyMap<string, string>,
): ServiceReport {
  return {
    environment,
    service,
    running: found?.runningCount ?? 0,
    desired: found?.desiredCount ?? 0,
    tasks: tasks.map(
      ({ taskArn = "", lastStatus = "UNKNOWN", containerInstanceArn = "", containers = [] }) => ({
        id: taskArn.slice(taskArn.lastIndexOf("/") + 1),
        status: lastStatus,
        address: addressOf.get(containerInstanceArn),
        ports: containers.flatMap(({ name = "", networkBindings = [] }) =>
          networkBindings.map(({ containerPort = 0, hostPort = 0, protocol = "tcp" }) => ({
            container: name,
            containerPort,
            hostPort,
            protocol,
          })),
        ),
      }),
    ),
  };
}
