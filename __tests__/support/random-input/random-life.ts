import fc from "fast-check";
import type { SynthesizedStack } from "../synth";
import { isForInstalledProvider } from "./installed-provider";
import { judge } from "./judge";
import { type RandomEnvironment, randomEnvironments, settingsOf } from "./random-environment";

/** The settings of a random environment at first, and after a change. */
export interface RandomLife {
  readonly first: unknown;
  readonly changed: unknown;
}

/** That of the local AWS. */
const REGION = "eu-west-1";

/** Environments among which one is found. */
const DRAWN = 200;

/** What is in an account already, which a new one on a local AWS is not: AWS looks for it when it is named. */
const EXISTING = /:(certificate|webacl|key)\/|(vpc|subnet|ami)-0123|Z0123456789/;

/** An environment that a local AWS can be asked for, and the same with one more setting changed. */
export function randomLife(seed: number): RandomLife {
  const drawn = fc.sample(randomEnvironments(), { numRuns: DRAWN, seed });
  for (const first of drawn.filter(({ edits }) => edits.length > 1)) {
    const json = jsonOf(first);
    const changes = drawn.filter((one) => one !== first && one.base === first.base);
    for (const edit of json === undefined ? [] : changes.flatMap(({ edits }) => edits)) {
      const changed = { base: first.base, edits: [...first.edits, edit] };
      if (![undefined, json].includes(jsonOf(changed))) {
        return { first: settingsOf(first), changed: settingsOf(changed) };
      }
    }
  }
  throw new Error(`seed ${seed}: none of ${DRAWN} random environments can be lived through`);
}

/** What is synthesized, if it can be deployed here. */
function jsonOf(environment: RandomEnvironment): string | undefined {
  const verdict = judge(settingsOf(environment));
  return verdict.kind === "accepted" && canBeDeployed(verdict.stack)
    ? JSON.stringify(verdict.stack.json)
    : undefined;
}

function canBeDeployed(stack: SynthesizedStack): boolean {
  const { provider } = stack.json as { readonly provider: { readonly aws: readonly { region: string }[] } };
  return (
    isForInstalledProvider(stack) &&
    provider.aws[0]?.region === REGION &&
    !EXISTING.test(JSON.stringify(stack.json))
  );
}
