import type { Candidate } from "../../../tools/recovery/candidate";
import { withoutMissing } from "../../../tools/recovery/takeover-plan";

const PROVIDER = "aws_ecs_capacity_provider.provider";
const ASSOCIATION = "aws_ecs_cluster_capacity_providers.association";
const SERVICE = "aws_ecs_service.service";
const CLUSTER = "aws_ecs_cluster.cluster";
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  [ASSOCIATION]: [CLUSTER, PROVIDER],
  [SERVICE]: [ASSOCIATION],
};
const blocks = { dependenciesOf: (address: string) => [...(NEEDS[address] ?? [])] };

function candidate(address: string, more: Partial<Candidate> = {}): Candidate {
  const [type = ""] = address.split(".");
  return { address, type, begun: 0, importId: "acc", resolvedId: "acc", ...more };
}

function left(candidates: readonly Candidate[]): string[] {
  return withoutMissing(candidates, new Set([PROVIDER]), blocks).map(({ address }) => address);
}

describe("of what could be imported, that was not made", () => {
  test("which needs what is missing, at once or by others", () => {
    expect(left([CLUSTER, PROVIDER, ASSOCIATION, SERVICE].map((one) => candidate(one)))).toEqual([CLUSTER]);
  });

  test("but for what Terraform has said it has made", () => {
    expect(left([candidate(PROVIDER), candidate(ASSOCIATION, { id: "acc" })])).toEqual([ASSOCIATION]);
  });
});
