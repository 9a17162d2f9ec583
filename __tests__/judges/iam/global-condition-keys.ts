/** A condition key that belongs to no service. */
export interface GlobalConditionKey {
  readonly type: "String" | "ARN" | "Bool";
  /** Whether only requests that a service makes by itself have it: of no use in identity policies. */
  readonly servicesOnly: boolean;
}

/**
 * Global keys that every action knows, without those of tags, which the Service Authorization Reference lists for each
 * action. Each is described at its own anchor of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const GLOBAL_CONDITION_KEYS: Readonly<Record<string, GlobalConditionKey>> = {
  // #condition-keys-principalaccount
  "aws:PrincipalAccount": { type: "String", servicesOnly: false },
  // #condition-keys-principalarn
  "aws:PrincipalArn": { type: "ARN", servicesOnly: false },
  // #condition-keys-securetransport
  "aws:SecureTransport": { type: "Bool", servicesOnly: false },
  // #condition-keys-sourceaccount
  "aws:SourceAccount": { type: "String", servicesOnly: true },
  // #condition-keys-sourcearn
  "aws:SourceArn": { type: "ARN", servicesOnly: true },
};
