/** A statement of a synthesized IAM policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Reads the JSON text of a policy. The quotes in Terraform's expressions, which are none of JSON's, become single. */
export function policyStatements(policy: unknown): Statement[] {
  const text = String(policy).replace(/\$\{[^}]*\}/g, (expression) => expression.replaceAll('"', "'"));
  return (JSON.parse(text) as { Statement: Statement[] }).Statement;
}
