import {
  type ComposeOptions,
  type ComposePlan,
  describeComposeDiagnostic,
  planCompose,
} from "../../../modules/compose";
import type { ContainerProps } from "../../../modules/ecs-task";

export interface Given extends ComposeOptions {
  /** Files beside the Compose file. */
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Plans the text of a Compose file `c.yml` for the project `demo`. */
export function plan(text: string, { files = {}, variables = {}, ...options }: Given = {}): ComposePlan {
  return planCompose({
    file: "c.yml",
    text,
    project: "demo",
    options,
    readFile: (path) => files[path],
    variables: (name) => variables[name],
  });
}

/** The diagnostics of a plan, as people read them. */
export function diagnostics(text: string, given: Given = {}): string[] {
  return plan(text, given).diagnostics.map(describeComposeDiagnostic);
}

/** The container of a file with one service `app`, of which `keys` are the further lines. */
export function container(keys: string, given: Given = {}): ContainerProps {
  const [only] = plan(app(keys), given).tasks[0]?.containers ?? [];
  if (only === undefined) {
    throw new Error("expected a container");
  }
  return only;
}

/** A file with one service `app`, of which `keys` are the further lines. */
export function app(keys: string): string {
  const lines = keys.split("\n").map((line) => `    ${line}`);
  return ["services:", "  app:", "    image: app:1", "    mem_limit: 64m", ...lines].join("\n");
}
