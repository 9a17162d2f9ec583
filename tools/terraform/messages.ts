/**
 * A line of what Terraform prints with `-json`.
 * See https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export interface Message {
  readonly type: string;
  readonly "@message"?: string;
  /** RFC 3339. */
  readonly "@timestamp"?: string;
  /** Of `apply_start`, `apply_complete` and `apply_errored`. */
  readonly hook?: {
    readonly resource: MessageResource;
    readonly action: string;
    /** The resource's id, as far as there is one yet. */
    readonly id_value?: string;
  };
  /** Of `planned_change`. */
  readonly change?: { readonly resource: MessageResource; readonly action: string };
  /** Of `change_summary`. */
  readonly changes?: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    readonly operation: string;
  };
  readonly diagnostic?: Diagnostic;
  readonly outputs?: Readonly<Record<string, OutputValue>>;
}

/** A resource as messages name it. */
export interface MessageResource {
  readonly addr: string;
  readonly resource_type: string;
}

/** An output; without value in a plan. */
export interface OutputValue {
  readonly sensitive: boolean;
  readonly value?: unknown;
}

/** An error or a warning. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  /** Of the resource that it is about. */
  readonly address?: string;
  readonly snippet?: {
    /** The block that it is about, such as `resource.aws_ecs_service.app.lifecycle.postcondition[0]`. */
    readonly context?: string;
    readonly values?: readonly { readonly traversal: string; readonly statement: string }[];
  };
}

/** The messages among lines: Terraform prints problems with its own configuration as plain text. */
export function parseMessages(output: string): Message[] {
  return output.split("\n").flatMap((line) => parseMessage(line) ?? []);
}

/** Undefined for a line that is no message. */
export function parseMessage(line: string): Message | undefined {
  if (!line.startsWith("{")) {
    return undefined;
  }
  try {
    return JSON.parse(line) as Message;
  } catch {
    // cut off, by a Terraform that was killed
    return undefined;
  }
}

/** The errors, or the warnings, each once. */
export function diagnosticsIn(messages: readonly Message[], severity: Diagnostic["severity"]): Diagnostic[] {
  const found = messages.flatMap(({ diagnostic }) => (diagnostic === undefined ? [] : [located(diagnostic)]));
  const unique = new Map(found.map((one) => [JSON.stringify([one.address, one.summary, one.detail]), one]));
  return [...unique.values()].filter((one) => one.severity === severity);
}

/** Of a condition that is not met Terraform says only in which block it is. */
function located(diagnostic: Diagnostic): Diagnostic {
  const address = /^resource\.(\w+\.[\w-]+)\./.exec(diagnostic.snippet?.context ?? "")?.[1];
  return diagnostic.address !== undefined || address === undefined ? diagnostic : { ...diagnostic, address };
}
