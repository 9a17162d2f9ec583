import type { ChildProcess } from "node:child_process";

import { pause } from "../process/pause";
import type { FaultProxy } from "./fault-proxy";
import { differences, type Inventory, takeInventory } from "./inventory";
import { faultPlan, INTERRUPTED, isHonest, type Scenario } from "./scenarios";
import { type Outcome, Workspace } from "./workspace";

/** Where a life takes place: a local AWS of its own. */
export interface World {
  /** Of the emulator itself. */
  readonly endpoint: string;
  readonly proxy: FaultProxy;
  /** The program that is deployed, by its path in this project. */
  readonly program: string;
}

/** What a life without faults leads to. */
export interface Baseline {
  /** Mutating calls. */
  readonly calls: Readonly<Record<Scenario["change"], number>>;
  readonly inventory: Readonly<Record<Scenario["change"], Inventory>>;
  /** How long the deployments take here. */
  readonly seconds: Readonly<Record<Scenario["change"], number>>;
}

/** What became of a deployment that something went wrong with. */
export interface LifeResult {
  readonly scenario: Scenario;
  /** How the deployment ended, as a shell tells it. */
  readonly code: number;
  /** Resources that were found and taken over. */
  readonly takenOver: number;
  /** What should not be; empty if all is well. */
  readonly problems: readonly string[];
}

/** The commands that bring about a change. */
const DEPLOY = {
  first: "deploy --auto-approve",
  bump: "deploy --auto-approve -var app.version=v2",
};

/** Deployments after which a life that does not converge is given up. */
const ATTEMPTS = 4;

/** While the run that has the lock is alive: Terraform may finish what it waits for. */
const UNLOCK_PAUSE_MS = 2_000;
const UNLOCK_DEADLINE_MS = 5 * 60_000;

/** Deploys twice without faults, and counts. */
export async function measure(world: World): Promise<Baseline> {
  const workspace = await begin(world);
  try {
    const first = await measureDeployment(world, workspace, "first");
    const bump = await measureDeployment(world, workspace, "bump");
    return {
      calls: { first: first.calls, bump: bump.calls },
      inventory: { first: first.inventory, bump: bump.inventory },
      seconds: { first: first.seconds, bump: bump.seconds },
    };
  } finally {
    workspace.remove();
  }
}

async function measureDeployment(
  { proxy, endpoint }: World,
  workspace: Workspace,
  change: Scenario["change"],
): Promise<{ calls: number; inventory: Inventory; seconds: number }> {
  proxy.use({});
  const start = performance.now();
  await mustSucceed(workspace, DEPLOY[change]);
  const seconds = (performance.now() - start) / 1000;
  return { calls: proxy.count, inventory: await takeInventory(endpoint), seconds };
}

/** Lives through a scenario: a deployment with faults, then what its user would do until all is well. */
export async function live(
  world: World,
  scenario: Scenario,
  baseline: Baseline,
  random: () => number,
): Promise<LifeResult> {
  const { proxy, endpoint } = world;
  const { change, name, at } = scenario;
  const workspace = await begin(world);
  try {
    proxy.use({});
    if (change === "bump") {
      await mustSucceed(workspace, DEPLOY.first);
    }
    let command: ChildProcess | undefined;
    proxy.use(faultPlan(scenario, workspace, () => command, random));
    const { code, stdout, stderr } = await workspace.run(DEPLOY[change], (child) => {
      command = child;
      if (name === "interrupt") {
        setTimeout(() => child.kill("SIGINT"), at * 1000);
      }
    });
    const isAsExpected = isHonest(scenario, code, proxy.count);
    proxy.use({});
    const problems = isAsExpected ? [] : [`the deployment ended with ${code}:\n${stdout}${stderr}`];
    const settled = code === 0 ? { takenOver: 0, problems: [] } : await settle(workspace, change, code);
    problems.push(...settled.problems, ...(await verify(workspace, change)));
    problems.push(...differences(await takeInventory(endpoint), baseline.inventory[change]));
    return { scenario, code, takenOver: settled.takenOver, problems };
  } finally {
    workspace.remove();
  }
}

/** A fresh account, and a fresh folder. */
export async function begin({ endpoint, proxy, program }: World): Promise<Workspace> {
  // https://docs.getmoto.org/en/latest/docs/server_mode.html#reset-api
  await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
  return Workspace.make(program, proxy.endpoint);
}

/** Unlocks, recovers and deploys, as the commands say, until the deployment ends with 0. */
async function settle(
  workspace: Workspace,
  change: Scenario["change"],
  code: number,
): Promise<{ takenOver: number; problems: string[] }> {
  let takenOver = 0;
  let recovery = "";
  let last = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // After an interruption nothing is left: the next deployment goes on from there.
    if (code !== INTERRUPTED || attempt > 0) {
      const unlocked = await unlock(workspace);
      if (unlocked.code !== 0) {
        return { takenOver, problems: [`unlock: ${unlocked.stderr}`] };
      }
      const recovered = await workspace.run("recover --auto-approve --json");
      takenOver += countTakenOver(recovered.stdout);
      recovery = `recover: ${recovered.stdout}${recovered.stderr}\n`;
    }
    const deployed = await workspace.run(DEPLOY[change]);
    if (deployed.code === 0) {
      return { takenOver, problems: [] };
    }
    last = `${recovery}deploy: ${deployed.stderr}`;
  }
  return { takenOver, problems: [`it does not converge:\n${last}`] };
}

/** Clears the lock, after the run that holds it has ended. */
async function unlock(workspace: Workspace): Promise<Outcome> {
  const end = performance.now() + UNLOCK_DEADLINE_MS;
  for (;;) {
    const outcome = await workspace.run("unlock --auto-approve");
    if (!outcome.stderr.includes("that run is alive") || performance.now() > end) {
      return outcome;
    }
    await pause(UNLOCK_PAUSE_MS);
  }
}

function countTakenOver(json: string): number {
  return json === "" ? 0 : (JSON.parse(json) as { takenOver: readonly unknown[] }).takenOver.length;
}

/** What a plan after all would change still. */
async function verify(workspace: Workspace, change: Scenario["change"]): Promise<string[]> {
  const { code, stdout, stderr } = await workspace.run(
    `plan --json${DEPLOY[change].replace("deploy --auto-approve", "")}`,
  );
  if (code !== 0) {
    return [`plan: ${stderr}`];
  }
  const { resources } = JSON.parse(stdout) as { resources: readonly { address: string; kind: string }[] };
  return resources.map(({ address, kind }) => `the plan is not empty: ${kind} ${address}`);
}

async function mustSucceed(workspace: Workspace, line: string): Promise<void> {
  const { code, stdout, stderr } = await workspace.run(line);
  if (code !== 0) {
    throw new Error(`'${line}' failed without any fault:\n${stdout}\n${stderr}`);
  }
}
