/** What a value in the settings must be: a type of TypeScript as data, as far as settings need it. */
export type Description =
  | { readonly kind: "anything" | "text" | "number" | "boolean" }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  /** A text that a regular expression matches. */
  | { readonly kind: "pattern"; readonly source: string; readonly like: string }
  | { readonly kind: "list" | "map"; readonly of: Description }
  | { readonly kind: "choice"; readonly of: readonly Description[] }
  | { readonly kind: "object"; readonly props: Readonly<Record<string, PropDescription>> };

export interface PropDescription {
  readonly type: Description;
  readonly isOptional: boolean;
}
