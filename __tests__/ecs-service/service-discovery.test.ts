import type { EcsServiceProps } from "../../modules/ecs-service";
import { PrivateDnsNamespace } from "../../modules/service-discovery";
import { type Context, service, synthesizeContext } from "../support/service";
import { type Block, refusalOf } from "../support/synth";

function found(props: Partial<EcsServiceProps> = {}) {
  let dnsName: string | undefined;
  const stack = synthesizeContext((context) => {
    const namespace = new PrivateDnsNamespace(context.stack, "names", {
      vpc: context.vpc,
      name: "acc.internal",
    });
    ({ dnsName } = service(context, "orders", { serviceDiscovery: { namespace }, ...props }));
  });
  return { stack, dnsName };
}

describe("a service with a name in the VPC's DNS", () => {
  test("tells its port by an SRV record while it is behind its instance's address", () => {
    const { stack, dnsName } = found();
    const registry = stack.only("aws_ecs_service").service_registries as Block;

    expect(dnsName).toBe("orders.acc.internal");
    expect(registry).toMatchObject({ container_name: "app", container_port: 8080 });
    expect(stack.follow(registry.registry_arn)).toMatchObject({
      name: "orders",
      dns_config: { routing_policy: "MULTIVALUE", dns_records: [{ type: "SRV", ttl: 10 }] },
    });
  });

  test("has an A record and no port in network mode awsvpc", () => {
    const { stack } = found({ networkMode: "awsvpc" });
    const registry = stack.only("aws_ecs_service").service_registries as Block;

    expect(Object.keys(registry)).toEqual(["registry_arn"]);
    expect(stack.follow(registry.registry_arn).dns_config).toMatchObject({
      dns_records: [{ type: "A", ttl: 10 }],
    });
  });

  test("is known in its own network only", () => {
    const { stack } = found();

    expect(stack.only("aws_service_discovery_private_dns_namespace")).toMatchObject({
      name: "acc.internal",
      vpc: "vpc-0123456789abcdef0",
    });
  });

  test("fails when the namespace is not a domain", () => {
    expect(
      refusalOf(() =>
        synthesizeContext(
          ({ stack, vpc }) => new PrivateDnsNamespace(stack, "names", { vpc, name: "acc_internal" }),
        ),
      ),
    ).toBe(
      "test/names: 'name' must be a domain of lowercase letters, digits and hyphens, " +
        'got "acc_internal"; write it like acc.internal',
    );
  });
});

describe("a service that calls another", () => {
  /** The rules that let the one in, as ports and the group that comes. */
  function waysIn(build: (context: Context) => void) {
    const stack = synthesizeContext(build);
    return stack.list("aws_vpc_security_group_ingress_rule").map((rule) => ({
      from: stack.follow(rule.referenced_security_group_id).name_prefix,
      to: stack.follow(rule.security_group_id).name_prefix,
      ports: [rule.from_port, rule.to_port],
    }));
  }

  test("goes from instance to instance, on the ports that ECS picks from", () => {
    expect(
      waysIn((context) => {
        service(context, "web").allowTo(service(context, "orders"));
      }),
    ).toEqual([{ from: "main-default-instances-", to: "main-default-instances-", ports: [32768, 61000] }]);
  });

  test("goes to the one port of a task with an address of its own", () => {
    expect(
      waysIn((context) => {
        service(context, "web").allowTo(service(context, "orders", { networkMode: "awsvpc" }));
      }),
    ).toEqual([{ from: "main-default-instances-", to: "main-orders-", ports: [8080, 8080] }]);
  });
});
