import type { Attributes } from "../terraform/plan-json";
import type { State } from "../terraform/terraform-state";
import type { JournalEntry } from "./journal";
import { lookupOf } from "./lookups";

/** A resource that an apply has begun to make and that the state does not know. Whether it was made is not known yet. */
export interface LostResource {
  readonly address: string;
  readonly type: string;
  /** When it was begun, in milliseconds. */
  readonly begun: number;
  /** Its id, if Terraform has said that it was made. */
  readonly id?: string;
  /** What the state holds in its place: the one that it was to replace. */
  readonly older?: OlderResource;
}

export interface OlderResource {
  /** Whether it was deleted before, or is left alone when it is replaced. */
  readonly isDone: boolean;
}

/** Types of which the id is the same after a replacement. */
const LASTING_IDS: ReadonlySet<string> = new Set(["aws_ecs_task_definition"]);

/** The resources that may have been lost, in the order in which they were begun. */
export function lostResources(entries: readonly JournalEntry[], state: State): LostResource[] {
  const made = new Map<string, JournalEntry>();
  const deleted = new Set<string>();
  for (const entry of entries) {
    const { address, action, step, id } = entry;
    const earlier = made.get(address);
    if (action === "create") {
      made.set(address, { ...entry, at: step === "begun" ? entry.at : (earlier?.at ?? entry.at) });
    } else if (action === "delete" && step === "completed") {
      deleted.add(`${address} ${id ?? ""}`);
      if (id !== undefined && id === earlier?.id) {
        made.delete(address);
      }
    }
  }
  const known = attributesByAddress(state);
  return [...made.values()].flatMap(({ address, id, at }) => {
    const type = address.split(".")[0] ?? "";
    const lost = { address, type, id, begun: Date.parse(at) };
    const held = known.get(address);
    if (held === undefined) {
      return [lost];
    }
    const isKnown = id === held.id && !LASTING_IDS.has(type);
    if (isKnown || (id === undefined && lookupOf(type) === undefined)) {
      return [];
    }
    const isDone = held.skip_destroy === true || deleted.has(`${address} ${String(held.id)}`);
    return [{ ...lost, older: { isDone } }];
  });
}

/** What the state knows, by address. */
export function attributesByAddress({ resources }: State): Map<string, Attributes> {
  return new Map(
    resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ type, name, instances }) =>
        instances
          .filter(({ deposed }) => deposed === undefined)
          .map(({ attributes }): [string, Attributes] => [`${type}.${name}`, attributes]),
      ),
  );
}

/** The ids and ARNs of all that the state knows, older objects that are yet to be destroyed included. */
export function knownIds({ resources }: State): Set<string> {
  return new Set(
    resources.flatMap(({ type, instances }) =>
      instances.flatMap(({ attributes: { id, arn, rule, target_id, ...more } }) => [
        ...[id, arn].filter((value) => typeof value === "string"),
        ...(type === "aws_cloudwatch_event_target" ? [`${String(rule)}/${String(target_id)}`] : []),
        ...(type === "aws_route"
          ? [`${String(more.route_table_id)}_${String(more.destination_cidr_block)}`]
          : []),
        ...(type === "aws_route_table_association"
          ? [`${String(more.subnet_id)}/${String(more.route_table_id)}`]
          : []),
      ]),
    ),
  );
}
