/** What a plan would do, as `npm run plan -- --json` prints it. */
export interface PlanSummary {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  /** The resources that it touches, in the order of their addresses. */
  readonly resources: readonly { readonly address: string; readonly actions: readonly string[] }[];
}

/** Summarizes what `terraform show -json <plan>` prints; a replacement adds one and destroys one. */
export function summarizePlan(json: string): PlanSummary {
  const { resource_changes: changes = [] } = JSON.parse(json) as PlanJson;
  const resources = changes
    .filter(({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op")
    .map(({ address, change: { actions } }) => ({ address, actions }))
    .sort((one, other) => (one.address < other.address ? -1 : 1));
  const count = (action: string) => resources.filter(({ actions }) => actions.includes(action)).length;
  return { add: count("create"), change: count("update"), destroy: count("delete"), resources };
}

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: "managed" | "data";
    readonly change: { readonly actions: readonly string[] };
  }[];
}
