import fc from "fast-check";
import { Alb } from "../../modules/alb";
import { service, synthesizeContext } from "../support/service";
import type { Block, SynthesizedStack } from "../support/synth";
import { container } from "../support/task";

/** Services by number, each with a network interface and a port of its own, and who connects to whom. */
interface Plan {
  readonly behindBalancer: readonly boolean[];
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

const COUNT = 4;
const service_ = fc.nat(COUNT - 1);
const plans: fc.Arbitrary<Plan> = fc.record({
  behindBalancer: fc.array(fc.boolean(), { minLength: COUNT, maxLength: COUNT }),
  edges: fc.array(fc.record({ from: service_, to: service_ }), { maxLength: 6 }),
});

function synthesize({ behindBalancer, edges }: Plan): SynthesizedStack {
  return synthesizeContext((context) => {
    const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "main" });
    const services = behindBalancer.map((isBehind, number) =>
      service(context, `s${number}`, {
        networkMode: "awsvpc",
        desiredCount: 1,
        containers: [container({ portMappings: [{ containerPort: 8000 + number }] })],
        loadBalancer: isBehind ? { alb, priority: number + 1, paths: [`/s${number}`] } : undefined,
      }),
    );
    for (const { from, to } of edges) {
      const [one, other] = [services[from], services[to]];
      if (one !== undefined && other !== undefined) {
        one.allowTo(other);
      }
    }
  });
}

/** What may connect to what, as AWS would read the rules: `<who> to <whom> on <port>`. */
function connections(stack: SynthesizedStack, type: "ingress" | "egress"): string[] {
  const groupOf = (reference: unknown) =>
    String(stack.follow(reference).name_prefix)
      .replace(/^main-(?=s\d-$)/, "")
      .replace(/-$/, "");
  const rules: Block[] = stack.list(`aws_vpc_security_group_${type}_rule`);
  return rules
    .map((rule) => {
      const own = groupOf(rule.security_group_id);
      const peer =
        rule.cidr_ipv4 === undefined
          ? groupOf(rule.referenced_security_group_id)
          : (rule.cidr_ipv4 as string);
      const [who, whom] = type === "ingress" ? [peer, own] : [own, peer];
      return `${who} to ${whom} on ${(rule.from_port as number | undefined) ?? "all"}`;
    })
    .sort();
}

function declared({ behindBalancer, edges }: Plan): string[] {
  const behind = behindBalancer.flatMap((isBehind, number) =>
    isBehind ? `main to s${number} on ${8000 + number}` : [],
  );
  return [...new Set([...behind, ...edges.map(({ from, to }) => `s${from} to s${to} on ${8000 + to}`)])];
}

test("services are reached by whom it was declared, on that port, and by nobody else", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const stack = synthesize(plan);
      const everywhere = [
        "main-default-instances",
        ...Array.from({ length: COUNT }, (_, number) => `s${number}`),
      ];

      expect(connections(stack, "ingress")).toEqual([...declared(plan), "10.1.0.0/16 to main on 80"].sort());
      expect(connections(stack, "egress")).toEqual(
        [...declared(plan), ...everywhere.map((who) => `${who} to 0.0.0.0/0 on all`)].sort(),
      );
    }),
    { seed: 13, numRuns: 15 },
  );
});
