import type { JournalEntry } from "../../../tools/recovery/journal";
import { lostResources } from "../../../tools/recovery/lost-resources";
import type { State } from "../../../tools/terraform/terraform-state";

const AT = "2026-11-21T08:00:00Z";
const begun = Date.parse(AT);

function entry(address: string, step: JournalEntry["step"], more: Partial<JournalEntry> = {}): JournalEntry {
  return { address, action: "create", step, at: AT, ...more };
}

/** A state that knows one resource. */
function state(address: string, attributes: Record<string, unknown>, deposed?: string): State {
  const [type = "", name = ""] = address.split(".");
  return { lineage: "a", resources: [{ mode: "managed", type, name, instances: [{ attributes, deposed }] }] };
}

const EMPTY: State = { lineage: "a", resources: [] };
const VPC = "aws_vpc.vpc";
const GROUP = "aws_lb_target_group.group";

describe("what an apply has begun to make is lost", () => {
  test("if the state has no such resource, whether it was completed or not", () => {
    const entries = [
      entry(VPC, "begun"),
      entry(VPC, "completed", { id: "vpc-1" }),
      entry("aws_eip.address", "begun"),
      entry("aws_subnet.a", "begun"),
      entry("aws_subnet.a", "failed"),
    ];

    expect(lostResources(entries, EMPTY)).toEqual([
      { address: VPC, type: "aws_vpc", id: "vpc-1", begun },
      { address: "aws_eip.address", type: "aws_eip", begun },
      { address: "aws_subnet.a", type: "aws_subnet", begun },
    ]);
  });

  test("if it was planned, and nobody has seen how far Terraform has come", () => {
    const entries = [entry(VPC, "planned"), entry("aws_eip.address", "planned"), entry(VPC, "begun")];

    expect(lostResources(entries, EMPTY).map(({ address }) => address)).toEqual([VPC, "aws_eip.address"]);
  });

  test("if the state has no such resource, also when the one that it has replaced was deleted", () => {
    const entries = [
      entry(GROUP, "completed", { id: "new" }),
      entry(GROUP, "completed", { action: "delete", id: "old" }),
    ];

    expect(lostResources(entries, EMPTY)).toMatchObject([{ address: GROUP, id: "new" }]);
  });

  test("if the state has the older one that it was to replace", () => {
    const entries = [entry(GROUP, "begun"), entry(GROUP, "completed", { id: "new" })];

    expect(lostResources(entries, state(GROUP, { id: "old" }))).toMatchObject([
      { id: "new", older: { isDone: false } },
    ]);
  });

  test("if the state has the older one though that was deleted before", () => {
    const entries = [
      entry(GROUP, "completed", { action: "delete", id: "old" }),
      entry(GROUP, "completed", { id: "new" }),
    ];

    expect(lostResources(entries, state(GROUP, { id: "old" }))).toMatchObject([{ older: { isDone: true } }]);
  });

  test("maybe, if its id does not tell revisions apart, which are kept when they are replaced", () => {
    const address = "aws_ecs_task_definition.app";
    const entries = [entry(address, "completed", { id: "acc-app" })];

    expect(lostResources(entries, state(address, { id: "acc-app", skip_destroy: true }))).toMatchObject([
      { older: { isDone: true } },
    ]);
  });
});

describe("what an apply has begun to make is not lost", () => {
  test("if the state knows it", () => {
    const entries = [entry(VPC, "begun"), entry(VPC, "completed", { id: "vpc-1" })];

    expect(lostResources(entries, state(VPC, { id: "vpc-1" }))).toEqual([]);
  });

  test("if it was deleted since", () => {
    const entries = [
      entry(VPC, "completed", { id: "vpc-1" }),
      entry(VPC, "completed", { action: "delete", id: "vpc-1" }),
    ];

    expect(lostResources(entries, EMPTY)).toEqual([]);
  });

  test("if it was only changed", () => {
    expect(lostResources([entry(VPC, "begun", { action: "update", id: "vpc-1" })], EMPTY)).toEqual([]);
  });
});
