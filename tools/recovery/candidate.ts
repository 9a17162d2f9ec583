import type { LostResource } from "./lost-resources";

/** A lost resource, and by what it would be imported. */
export interface Candidate extends LostResource {
  /** References in it are for Terraform to resolve. */
  readonly importId: string;
  /** The same with what the references stand for, as far as that is known. */
  readonly resolvedId: string;
  /** Of a security group: the rules that AWS has given it; taking it over revokes them. @default - none */
  readonly defaultRules?: DefaultRules;
}

/** Ids of rules that AWS has given a security group. */
export interface DefaultRules {
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
}
