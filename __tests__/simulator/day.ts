import { randomFrom } from "../../tools/soak/random";
import type { ServiceState, SimulatedCluster } from "./model";
import type { Order } from "./service-scheduler";
import { Simulation } from "./simulation";

/** What services have to do, in parts of what all tasks that they may have can do: from a quiet night over a peak to a night. */
const LOADS = [0.02, 0.3, 0.7, 1.2, 0.9, 0.5, 0.2, 0];

/** How long each load stays, and each deployment has. */
const HOURS = 3;

/** What a day was like. */
export interface Day {
  /** What did not come to its end; nothing if all is well. */
  readonly problems: readonly string[];
  /** The most tasks that each service has had in peace, by its name. */
  readonly mostTasks: Readonly<Record<string, number>>;
}

/** A day of load, in which every service is deployed every three hours, a few minutes after the other. */
export function simulateDay(cluster: SimulatedCluster, order: Order, seed: number): Day {
  const simulation = new Simulation(cluster, order, randomFrom(seed));
  const mostTasks: Record<string, number> = {};
  const problems = LOADS.flatMap((load, index) => {
    for (const state of simulation.services) {
      state.load = load * state.service.maxTasks;
    }
    const found = [
      ...passHours(simulation, cluster, () => undefined).map(
        (name) => `${name} is not steady at load ${load}`,
      ),
      ...passHours(simulation, cluster, (state) => {
        simulation.deploy(state);
      }).map((name) => `the deployment of ${name} at load ${load} does not end`),
    ].map((problem) => `${index * HOURS} h: ${problem}`);
    for (const { service, tasks } of simulation.services) {
      mostTasks[service.name] = Math.max(mostTasks[service.name] ?? 0, tasks.length);
    }
    return found;
  });
  return { problems, mostTasks };
}

/** Half of the time of a load each. Returns the names of the services that are not steady at the end. */
function passHours(
  simulation: Simulation,
  { schedules = [] }: SimulatedCluster,
  begin: (state: ServiceState) => void,
): string[] {
  for (let minute = 0; minute < HOURS * 30; minute += 1) {
    simulation.services.forEach((state, index) => {
      // A few minutes apart: some deployments go on at the same time.
      if (minute === index * 3) {
        begin(state);
      }
    });
    for (const schedule of schedules.filter((one) => one.minute === simulation.now)) {
      simulation.bound(schedule);
    }
    simulation.tick();
  }
  return simulation.services
    .filter((state) => !simulation.isSteady(state))
    .map(({ service }) => service.name);
}
