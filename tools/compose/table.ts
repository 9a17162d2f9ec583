import { table } from "../terminal/table";
import type { Environment } from "./environments";
import type { ServiceReport, TaskReport } from "./tasks";

/** The environments as a table, a line for each port of each task. */
export function environmentTable(
  environments: readonly Environment[],
  reports: readonly ServiceReport[],
): string[] {
  if (environments.length === 0) {
    return ["Nothing is up."];
  }
  const rows = environments.flatMap(({ name }) => {
    const services = reports.filter(({ environment }) => environment === name);
    return services.length === 0 ? [[name, "-", "-", "-"]] : services.flatMap(serviceRows);
  });
  return table([["NAME", "SERVICE", "TASKS", "WHERE"], ...rows]);
}

function serviceRows({ environment, service, running, desired, tasks }: ServiceReport): string[][] {
  const places = tasks.flatMap(taskPlaces);
  const [first = "no task yet", ...others] = places;
  return [
    [environment, service, `${running}/${desired}`, first],
    ...others.map((place) => ["", "", "", place]),
  ];
}

function taskPlaces({ address = "?", status, ports }: TaskReport): string[] {
  const begin = status === "RUNNING" ? "" : `${status.toLowerCase()} `;
  return ports.length === 0
    ? [`${begin}on ${address}, no ports`]
    : ports.map(({ container, containerPort, hostPort, protocol }) => {
        const kind = protocol === "tcp" ? "" : `/${protocol}`;
        return `${begin}${container} ${containerPort}${kind} at ${address}:${hostPort}`;
      });
}
