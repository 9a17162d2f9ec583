import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";

const project = resolve(__dirname, "../..");

/** What is tried with random input, in programs beside the tests that try it in small, and how many cases by default. */
export const RANDOM_PARTS = {
  rollouts: 10_000,
  environments: 10_000,
  constructs: 10_000,
  lives: 24,
} as const;

/** CDKTF keeps all tokens, and with them all stacks, as long as a process lives: 4 GB for 10,000 environments. */
const MEMORY = "--max-old-space-size=8192";

export type RandomPart = keyof typeof RANDOM_PARTS;

/** Tries random cases, which prints what became of them, and returns whether all was well. */
export async function soakRandomCases(
  part: RandomPart,
  { count = RANDOM_PARTS[part], seed }: { readonly count?: number; readonly seed: number },
): Promise<boolean> {
  const program = join(project, "__tests__/soak", `${part}.ts`);
  const args = [MEMORY, "--import", "tsx", program, String(count), String(seed)];
  const child = spawn(process.execPath, args, { cwd: project, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0;
}
