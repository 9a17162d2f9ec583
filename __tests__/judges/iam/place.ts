/** Where resources are, as their ARNs say. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}
