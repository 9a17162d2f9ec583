import type { IConstruct } from "constructs";
import { acknowledge } from "./acknowledgements";
import { type Diagnostic, reported, type ReportedDiagnostic, reportedLine } from "./diagnostic";
import { InputError } from "./validation-error";

/** What has been found so far. */
interface Report {
  /** What constructs have refused, which are not made. */
  readonly refused: ReportedDiagnostic[];
  /** What is wrong with constructs that are made, by message: a check that runs again finds the same. */
  readonly found: Map<string, ReportedDiagnostic>;
}

const REPORT = Symbol.for("ecs-terraform-cdk.report");

/**
 * Runs `build` and keeps what it refuses for the report of {@link assertValid}, so that one run tells about every
 * service, task and group of a stack.
 *
 * @returns what `build` returns; `undefined` if its input was refused
 */
export function attempt<T>(scope: IConstruct, build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    if (!InputError.isInputError(error)) {
      throw error;
    }
    reportOf(scope).refused.push(...error.diagnostics);
    return undefined;
  }
}

/** Ends an {@link attempt} without a report: what it needs is refused, and reported, itself. */
export function unavailable(): never {
  throw new InputError("");
}

/** Whether the input of some construct has been refused: what seems to be missing in the program may be that construct. */
export function isIncomplete(scope: IConstruct): boolean {
  return reportOf(scope).refused.length > 0;
}

/** Keeps what is wrong with a construct for the report of {@link assertValid}. */
export function keep(scope: IConstruct, diagnostics: readonly Diagnostic[]): readonly ReportedDiagnostic[] {
  const all = diagnostics.map((diagnostic) => reported(scope, diagnostic));
  for (const one of all) {
    reportOf(scope).found.set(one.message, one);
  }
  return all;
}

/**
 * Runs the checks that constructs have registered for rules about several of them, before anything is written.
 *
 * @returns the warnings, sorted by the construct's path
 * @throws InputError with all that is wrong with the program, sorted in the same way
 */
export function assertValid(root: IConstruct): readonly ReportedDiagnostic[] {
  const { refused, found } = reportOf(root);
  const lines = root.node.findAll().flatMap((construct) => construct.node.validate());
  const errors = [...refused, ...lines.map((line) => found.get(line) ?? reportedLine(line))];
  const warnings = [...found.values()].filter(({ severity }) => severity === "warning");
  // What an error keeps from being made, or checked, may be what is acknowledged.
  const told = errors.length > 0 ? warnings : acknowledge(root, warnings);
  const all = [...new Map([...errors, ...told].map((one) => [one.message, one])).values()];
  all.sort(byPath);
  if (errors.length > 0) {
    throw new InputError(all);
  }
  return all;
}

function reportOf(scope: IConstruct): Report {
  const root: IConstruct & { [REPORT]?: Report } = scope.node.root;
  root[REPORT] ??= { refused: [], found: new Map() };
  return root[REPORT];
}

/** What is about one construct stays in the order in which it was found. */
function byPath({ path: a }: ReportedDiagnostic, { path: b }: ReportedDiagnostic): number {
  return a < b ? -1 : Number(a > b);
}
