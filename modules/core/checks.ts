import type { IConstruct } from "constructs";
import { claim, type Claim, holderOf } from "./claims";
import { isKnown, isPlaceholder } from "./is-known";
import { CHECK_CODES, COMMON_CODE } from "./check-codes";
import type { Diagnostic } from "./diagnostic";
import { isIncomplete, keep } from "./report";
import type { Rule } from "./rule";
import { ValidationError } from "./validation-error";

/** A diagnostic whose condition is stated, too. */
export interface Requirement extends Diagnostic {
  /** Every value that `holds` looks at: while one is known to Terraform only, there is nothing to say. @default got */
  readonly of?: readonly unknown[];
}

/** Collects all that is wrong with the input of one construct. See {@link check}. */
export class Checks {
  constructor(
    private readonly scope: IConstruct,
    private readonly prefix: string,
    private readonly diagnostics: Diagnostic[],
  ) {}

  /** The same checks one level down: the props that are named there begin with `prefix`, e.g. `containers[0]`. */
  at(prefix: string): Checks {
    return new Checks(this.scope, this.nameOf(prefix), this.diagnostics);
  }

  /** Applies each rule to the prop of its name. */
  each<P extends object>(props: P, rules: { readonly [K in keyof P]?: Rule<NonNullable<P[K]>> }): void {
    for (const [prop, rule] of Object.entries(rules) as [keyof P & string, Rule<unknown>][]) {
      this.value(prop, props[prop], rule);
    }
  }

  /** Applies a rule to one value. What was left out passes, and so does what only Terraform knows. */
  value<T>(prop: string, value: T | undefined, { must, isMet, hint, code }: Rule<T>): void {
    if (value !== undefined && !isPlaceholder(value) && !isMet(value)) {
      this.add({ prop, must, got: value, hint, code });
    }
  }

  /** States a rule about one or several values that no {@link Rule} of one prop can express. */
  require(holds: () => boolean, { of, ...diagnostic }: Requirement): void {
    if ((of ?? [diagnostic.got]).every(isKnown) && !holds()) {
      this.add(diagnostic);
    }
  }

  /**
   * States that something must have been added by another construct, e.g. instances to a cluster. Says nothing while a
   * construct is refused: that one may be what is missing, and is reported itself.
   */
  requireAdded(holds: () => boolean, requirement: Requirement): void {
    if (!isIncomplete(this.scope)) {
      this.require(holds, requirement);
    }
  }

  /** Refuses, by their names, values that only Terraform knows: what is made depends on them. */
  known(values: Readonly<Record<string, unknown>>): void {
    for (const [prop, got] of Object.entries(values)) {
      if (!isKnown(got)) {
        const hint = "write the value itself: what is made depends on it";
        this.add({ prop, must: "be known at synthesis", got, hint });
      }
    }
  }

  /** Claims a name for the construct, in the thing in which it must be unique. Returns whether no other has it. */
  unique(prop: string, name: string | number, where: Claim): boolean {
    return this.isFree(prop, name, where, claim(where, name, this.scope));
  }

  /** States that nobody has claimed a name, for a construct that is not made yet and will. */
  unclaimed(prop: string, name: string | number, where: Claim): void {
    this.isFree(prop, name, where, holderOf(where, name));
  }

  /** Refuses entries of a list that have the same key, each at its own prop. */
  distinct(
    entries: readonly { readonly prop: string; readonly key: unknown }[],
    inWords: string,
    hint: string,
  ): void {
    const seen = new Set<unknown>();
    for (const { prop, key } of entries) {
      this.require(() => !seen.has(key), { prop, must: `be unique in ${inWords}`, got: key, hint });
      seen.add(key);
    }
  }

  private isFree(prop: string, name: string | number, where: Claim, holder?: IConstruct): boolean {
    if (holder !== undefined) {
      const hint = `'${holder.node.path}' has it: ${where.hint}`;
      this.add({ prop, must: `be unique in ${where.inWords}`, got: name, hint });
    }
    return holder === undefined;
  }

  private add(diagnostic: Diagnostic): void {
    this.diagnostics.push({ ...diagnostic, prop: this.nameOf(diagnostic.prop) });
  }

  private nameOf(prop: string): string {
    return this.prefix === "" || prop === "" ? `${this.prefix}${prop}` : `${this.prefix}.${prop}`;
  }
}

/**
 * Checks the input of a construct before it makes anything. Warnings wait for the report on the whole program.
 *
 * @throws ValidationError with everything that is wrong, a line each
 */
export function check(scope: IConstruct, collect: (checks: Checks) => void): void {
  const diagnostics = collected(scope, collect);
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) {
    throw new ValidationError(scope, ...errors);
  }
  keep(scope, diagnostics);
}

/** Checks what only the whole program shows, e.g. what was added to a construct, when everything has been built. */
export function checkAtSynthesis(scope: IConstruct, collect: (checks: Checks) => void): void {
  const validate = () =>
    keep(scope, collected(scope, collect))
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message);
  scope.node.addValidation({ validate });
}

function isError({ code = COMMON_CODE }: Diagnostic): boolean {
  return CHECK_CODES[code] === "error";
}

function collected(scope: IConstruct, collect: (checks: Checks) => void): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  collect(new Checks(scope, "", diagnostics));
  return diagnostics;
}
