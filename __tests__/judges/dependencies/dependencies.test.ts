import type { Block } from "../../support/synth";
import { synthesizedStacks } from "../stacks";
import { missingDependencies } from "./missing-dependencies";
import { requirements } from "./requirements";

const stacks = synthesizedStacks();

test.each(stacks)("in %s everything waits for what must be there first", (_name, { json }) => {
  expect(missingDependencies(json)).toEqual([]);
});

describe("the judge finds", () => {
  const rows = requirements.map(
    (row) => [`${row.dependent} does not wait for ${row.needs.join(" or ")}`, row] as const,
  );
  test.each(rows)("%s", (_title, { dependent, where, needs, neededWhere, sharing, otherwise }) => {
    const of = sharing && `\${${sharing}.shared.id}`;
    const stack = (block: Block): Block => ({
      resource: {
        ...(sharing && { [sharing]: { shared: {} } }),
        ...Object.fromEntries(needs.map((type) => [type, { needed: { ...neededWhere, of } }] as const)),
        [dependent]: { dependent: { ...where, of, ...block } },
      },
    });

    expect(missingDependencies(stack({}))).toEqual(
      expect.arrayContaining(
        needs.map((type) => `${dependent}.dependent does not wait for ${type}.needed: ${otherwise}`),
      ),
    );
    expect(missingDependencies(stack({ depends_on: needs.map((type) => `${type}.needed`) }))).toEqual([]);
  });

  test("each of the dependencies that this project declares, once it is taken away, but for three", () => {
    const silent = declaredDependencies().filter((declared) => !isMissed(declared));

    expect(silent).toEqual([
      // Both wait for the cluster anyway, since the policy of the instances' role names its ARN.
      "aws_autoscaling_group to aws_ecs_cluster",
      "aws_ecs_cluster_capacity_providers to aws_ecs_cluster",
      // AWS wants a public load balancer's VPC to have a gateway; the way there is handed out as a whole.
      "aws_lb to aws_route_table_association",
    ]);
  });
});

/** Which types of resources depend on which by `depends_on`, in all stacks. */
function declaredDependencies(): string[] {
  const found = stacks.flatMap(([, stack]) =>
    stack.types.flatMap((type) =>
      stack.list(type).flatMap((block) => dependsOn(block).map((address) => `${type} to ${typeOf(address)}`)),
    ),
  );
  return [...new Set(found)].sort();
}

/** Whether the judge finds it in a stack if nothing there depends on that type any more. */
function isMissed(declared: string): boolean {
  const [dependent = "", needed = ""] = declared.split(" to ");
  return stacks.some(([, stack]) => {
    const cut = Object.entries(stack.resources(dependent)).map(([id, block]) => [
      id,
      { ...block, depends_on: dependsOn(block).filter((address) => typeOf(address) !== needed) },
    ]);
    const resource = { ...(stack.json.resource as Block), [dependent]: Object.fromEntries(cut) as Block };
    return missingDependencies({ ...stack.json, resource }).length > 0;
  });
}

function dependsOn(block: Block): readonly string[] {
  return (block.depends_on ?? []) as readonly string[];
}

function typeOf(address: string): string {
  return address.split(".")[0] ?? "";
}
