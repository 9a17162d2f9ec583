/**
 * What `terraform show -json <plan>` prints, as far as it is needed.
 * See https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, OutputChange>>;
  /** Values of the input variables by name. */
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly configuration?: {
    readonly provider_config?: Readonly<Partial<Record<string, ConfiguredProvider>>>;
    readonly root_module?: { readonly resources?: readonly ConfiguredResource[] };
  };
}

export interface OutputChange {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A provider as the JSON of the stack describes it. */
export interface ConfiguredProvider {
  readonly expressions?: Readonly<Partial<Record<string, { readonly constant_value?: unknown }>>>;
}

/** A resource as the JSON of the stack describes it. */
export interface ConfiguredResource {
  readonly address: string;
  /** What its attributes refer to: lists of addresses, with and without an attribute. */
  readonly expressions?: Readonly<Partial<Record<string, { readonly references?: readonly string[] }>>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly change: Change;
  /** Such as `replace_because_tainted`, `replace_by_request`. */
  readonly action_reason?: string;
}

export interface Change {
  /** `["delete", "create"]` replaces and is away in between; `["create", "delete"]` makes the new one first. */
  readonly actions: readonly string[];
  readonly before: Attributes | null;
  /** Without what is known after the apply only. */
  readonly after: Attributes | null;
  /** Paths of the attributes that force a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

export type Attributes = Readonly<Record<string, unknown>>;

/** What happens to a resource. */
export type Kind = "create" | "change" | "replace" | "destroy";

/** Undefined for a resource that stays as it is, is only read, or leaves the state without being destroyed. */
export function kindOf({ mode, change: { actions } }: ResourceChange): Kind | undefined {
  if (mode !== "managed") {
    return undefined;
  }
  const [creates, deletes] = [actions.includes("create"), actions.includes("delete")];
  if (creates && deletes) {
    return "replace";
  }
  if (creates) {
    return "create";
  }
  if (deletes) {
    return "destroy";
  }
  return actions.includes("update") ? "change" : undefined;
}
