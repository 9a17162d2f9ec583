import { alarmScaling, type Change, managedScaling, withinBounds } from "./instance-scaling";
import {
  type Group,
  type GroupState,
  isActive,
  isHealthy,
  type Schedule,
  type Service,
  type ServiceState,
  type SimulatedCluster,
  type Task,
} from "./model";
import { findPlace } from "./placement";
import { isCurrent, type Order, scheduleTasks } from "./service-scheduler";
import { wantedTasks } from "./task-scaling";

/** Minutes from the launch of an instance until it joins the cluster. */
const BOOT_MINUTES = 2;

/** A cluster that lives minute by minute. What AWS leaves open is decided by `order` and `random`. */
export class Simulation {
  now = 0;
  readonly services: readonly ServiceState[];
  readonly groups: readonly GroupState[];
  private readonly metrics = { cpu: [] as (number | undefined)[], memory: [] as (number | undefined)[] };

  constructor(
    cluster: SimulatedCluster,
    private readonly order: Order,
    private readonly random: () => number,
  ) {
    this.groups = cluster.groups.map((group) => {
      const { minSize, maxSize } = group;
      return { group, minSize, maxSize, instances: [], tooManyFor: 0, scaledAt: -Infinity };
    });
    this.services = cluster.services.map((service) => ({
      service,
      minTasks: service.minTasks,
      maxTasks: service.maxTasks,
      desired: service.desiredCount,
      revision: 1,
      tasks: [],
      load: 0,
      use: [],
      scaledAt: -Infinity,
    }));
    for (const state of this.groups) {
      this.launch(state, state.group.minSize, 0);
    }
  }

  /** Begins a deployment. */
  deploy(state: ServiceState): void {
    state.revision += 1;
  }

  /** Sets what a schedule sets. */
  bound({ of, min, max }: Schedule): void {
    for (const state of this.groups.filter(({ group }) => group.name === of)) {
      state.minSize = min ?? state.minSize;
      state.maxSize = max ?? state.maxSize;
    }
    for (const state of this.services.filter(({ service }) => service.name === of)) {
      state.minTasks = min ?? state.minTasks;
      state.maxTasks = max ?? state.maxTasks;
    }
  }

  /** Whether as many tasks as are wanted are healthy, all of the newest revision, and no other is there. */
  isSteady({ desired, tasks }: ServiceState): boolean {
    return tasks.length === desired && tasks.every((task) => isCurrent(task) && isHealthy(task, this.now));
  }

  /** The next minute. */
  tick(): void {
    this.now += 1;
    this.measure();
    for (const state of this.services) {
      this.scaleTasks(state);
      scheduleTasks(state, this.now, this.order, () => this.placeFor(state.service));
    }
    for (const state of this.groups) {
      this.scaleInstances(state);
    }
  }

  /**
   * Lives on until nothing has changed for so long that nothing will.
   *
   * @returns whether it came to rest within two days
   */
  untilQuiet(): boolean {
    let quietFor = 0;
    for (const end = this.now + 2 * 24 * 60; this.now < end;) {
      const before = this.fingerprint();
      this.tick();
      quietFor = this.fingerprint() === before ? quietFor + 1 : 0;
      if (quietFor >= QUIET_MINUTES) {
        return true;
      }
    }
    return false;
  }

  /** How many instances of a group there are, without those that are drained. */
  sizeOf(name: string): number {
    const state = this.groups.find(({ group }) => group.name === name);
    return state === undefined ? 0 : state.instances.filter(({ isDraining }) => !isDraining).length;
  }

  private placeFor(service: Service) {
    const instances = this.groups
      .filter(({ group }) => group.name === service.group)
      .flatMap((state) => state.instances)
      .filter(({ readyAt }) => readyAt <= this.now);
    return findPlace(service, instances, this.services, this.random);
  }

  /** Averages of the cluster. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
  private measure(): void {
    for (const state of this.services) {
      const running = state.tasks.filter((task) => isHealthy(task, this.now)).length;
      state.use.push(running === 0 ? 0 : Math.min(100, (100 * state.load) / running));
    }
    const placed = this.services.flatMap((one) => one.tasks).filter((task) => task.instance !== undefined);
    const ready = this.groups
      .flatMap(({ instances }) => instances)
      .filter(({ readyAt }) => readyAt <= this.now);
    for (const unit of ["cpu", "memory"] as const) {
      const registered = ready.reduce((sum, { group }) => sum + group[unit], 0);
      const taken = placed.reduce((sum, task) => sum + this.measured(task, unit), 0);
      this.metrics[unit].push(
        placed.length === 0 || registered === 0 ? undefined : (100 * taken) / registered,
      );
    }
  }

  /** What a task counts for in the metric that the alarms of its group look at. Of its memory it uses nothing. */
  private measured({ service: { service, use } }: Task, unit: "cpu" | "memory"): number {
    const scaling = this.groups.find(({ group }) => group.name === service.group)?.group.scaling;
    const byReservation = scaling !== undefined && "metric" in scaling && scaling.metric === "Reservation";
    return byReservation ? service[unit] : unit === "cpu" ? (service.cpu * (use.at(-1) ?? 0)) / 100 : 0;
  }

  private scaleTasks(state: ServiceState): void {
    const { scaling } = state.service;
    if (scaling === undefined) {
      return;
    }
    const running = state.tasks.filter((task) => isHealthy(task, this.now)).length;
    const isDeploying = state.tasks.some((task) => isActive(task) && task.revision < state.revision);
    const wanted = wantedTasks(state, scaling, { running, now: this.now, isDeploying });
    if (wanted !== state.desired) {
      state.desired = wanted;
      state.scaledAt = this.now;
    }
  }

  private scaleInstances(state: GroupState): void {
    state.instances = state.instances.filter(
      (instance) =>
        !instance.isDraining || this.tasksOn(state.group).some((task) => task.instance === instance),
    );
    const { scaling } = state.group;
    const byPolicy =
      "metric" in scaling
        ? alarmScaling(state, scaling, this.metrics, this.now)
        : managedScaling(state, scaling, this.services);
    this.apply(state, withinBounds(state) ?? byPolicy);
  }

  private apply(state: GroupState, change: Change): void {
    if (change === undefined) {
      return;
    }
    state.scaledAt = this.now;
    if ("add" in change) {
      this.launch(state, change.add, this.now + BOOT_MINUTES);
      return;
    }
    // Which one goes is up to termination policies, which know no tasks; it is drained first.
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
    for (let count = 0; count < change.remove; count += 1) {
      const there = state.instances.filter(({ isDraining }) => !isDraining);
      const chosen = there[Math.floor(this.random() * there.length)];
      if (chosen !== undefined) {
        chosen.isDraining = true;
      }
    }
  }

  /** Auto Scaling keeps the zones balanced. */
  private launch(state: GroupState, count: number, readyAt: number): void {
    for (let index = 0; index < count; index += 1) {
      const perZone = Array.from({ length: state.group.zones }, (_, zone) => {
        return state.instances.filter((instance) => instance.zone === zone && !instance.isDraining).length;
      });
      const zone = perZone.indexOf(Math.min(...perZone));
      state.instances.push({ group: state.group, zone, readyAt, isDraining: false });
    }
  }

  private tasksOn(group: Group): Task[] {
    return this.services.flatMap(({ tasks }) => tasks).filter(({ instance }) => instance?.group === group);
  }

  private fingerprint(): string {
    const tasks = this.services.map(({ desired, tasks: all }) => {
      return [
        desired,
        ...all.map(({ revision, instance, goneAt, healthyAt }) =>
          [revision, instance !== undefined, goneAt !== undefined, healthyAt].join(),
        ),
      ].join(" ");
    });
    const instances = this.groups.map(({ instances: all }) => {
      return all.map(({ isDraining, readyAt }) => `${isDraining}${readyAt}`).join(" ");
    });
    return [...tasks, ...instances].join(";");
  }
}

/** Longer than any alarm, cooldown, boot or start lasts. */
const QUIET_MINUTES = 30;
