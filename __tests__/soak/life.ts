import { takeInventory, differences, type Inventory } from "../../tools/soak/inventory";
import { begin } from "../../tools/soak/life";
import { inWorld } from "../../tools/soak/lives";
import type { Workspace } from "../../tools/soak/workspace";
import { ENVIRONMENT } from "../support/random-input/judge";
import type { RandomLife } from "../support/random-input/random-life";

const PROGRAM = "__tests__/e2e/programs/random-environment.ts";

/** Terraform leaves revisions of task definitions, so that a service can go back to them. */
const KEPT = "task definition";

/**
 * Deploys an environment to a local AWS of its own, changes and destroys it. Returns what should not be: a command that fails, a
 * plan after a deployment that is not empty, or something that is left. It ends with the first.
 */
export function liveThrough({ first, changed }: RandomLife): Promise<string | undefined> {
  return inWorld({ program: PROGRAM }, async (world) => {
    const workspace = await begin(world);
    try {
      const before = await takeInventory(world.endpoint);
      return (
        (await deploy(workspace, first)) ??
        (await deploy(workspace, changed)) ??
        (await run(workspace, "destroy --auto-approve")) ??
        leftovers(before, await takeInventory(world.endpoint))
      );
    } finally {
      workspace.remove();
    }
  });
}

async function deploy(workspace: Workspace, settings: unknown): Promise<string | undefined> {
  workspace.write("environment.json", JSON.stringify({ ...(settings as object), name: ENVIRONMENT }));
  const problem = await run(workspace, "deploy --auto-approve");
  // What interrupts service or loses data must be allowed, by flags that the refusal names.
  const flags = problem?.match(/--allow \S+/g) ?? [];
  return (
    (flags.length === 0 ? problem : await run(workspace, ["deploy --auto-approve", ...flags].join(" "))) ??
    run(workspace, "plan --json", changesIn)
  );
}

/** What is wrong with how a command ends, or with what it prints. */
async function run(
  workspace: Workspace,
  line: string,
  problemIn: (stdout: string) => string | undefined = () => undefined,
): Promise<string | undefined> {
  const { code, stdout, stderr } = await workspace.run(line);
  const problem = code === 0 ? problemIn(stdout) : `ends with ${code}:\n${stdout}${stderr}`;
  return problem && `'${line}' ${problem}`;
}

function changesIn(plan: string): string | undefined {
  const { resources } = JSON.parse(plan) as { resources: readonly { address: string; kind: string }[] };
  const changes = resources.map(({ address, kind }) => `${kind} ${address}`);
  return changes.length === 0 ? undefined : `after a deployment is not empty: ${changes.join(", ")}`;
}

function leftovers(before: Inventory, after: Inventory): string | undefined {
  const left = differences({ ...after, [KEPT]: 0 }, { ...before, [KEPT]: 0 });
  return left.length === 0 ? undefined : `after all was destroyed: ${left.join(", ")}`;
}
