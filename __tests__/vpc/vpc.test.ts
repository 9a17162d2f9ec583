import { type NatMode, Vpc, type VpcProps } from "../../modules/vpc";
import { type Block, refusal, synthesize, type SynthesizedStack } from "../support/synth";

const props: VpcProps = { name: "main", cidrBlock: "10.1.0.0/16", zones: ["eu-west-1a", "eu-west-1b"] };

function synthesizeVpc(change: Partial<VpcProps> = {}): SynthesizedStack {
  return synthesize((stack) => new Vpc(stack, "vpc", { ...props, ...change }));
}

describe("a VPC", () => {
  test("[S5.1] resolves DNS host names and has an internet gateway", () => {
    const stack = synthesizeVpc();
    expect(stack.only("aws_vpc")).toMatchObject({
      cidr_block: "10.1.0.0/16",
      enable_dns_hostnames: true,
      enable_dns_support: true,
      tags: { Name: "main" },
    });
    expect(stack.follow(stack.only("aws_internet_gateway").vpc_id)).toBe(stack.only("aws_vpc"));
  });

  test("has a public and a private subnet in each zone", () => {
    const subnets = synthesizeVpc()
      .list("aws_subnet")
      .map((subnet) => [tagName(subnet), subnet.availability_zone, subnet.cidr_block]);
    expect(subnets.sort()).toEqual([
      ["main-private-eu-west-1a", "eu-west-1a", "10.1.50.0/24"],
      ["main-private-eu-west-1b", "eu-west-1b", "10.1.51.0/24"],
      ["main-public-eu-west-1a", "eu-west-1a", "10.1.0.0/24"],
      ["main-public-eu-west-1b", "eu-west-1b", "10.1.1.0/24"],
    ]);
  });

  test("[S5.2] gives every subnet a route table of its own", () => {
    const stack = synthesizeVpc();
    const pairs = stack.list("aws_route_table_association").map(({ subnet_id, route_table_id }) => {
      return [tagName(stack.follow(subnet_id)), tagName(stack.follow(route_table_id))];
    });
    const tables = stack.list("aws_route_table");
    for (const { vpc_id } of [...stack.list("aws_subnet"), ...tables]) {
      expect(stack.follow(vpc_id)).toBe(stack.only("aws_vpc"));
    }
    expect(pairs).toHaveLength(4);
    expect(tables).toHaveLength(4);
    expect(pairs.filter(([subnet, table]) => subnet !== table)).toEqual([]);
  });

  test("keeps a zone's addresses in the state when another zone is added before it", () => {
    const zonesByAddress = (stack: SynthesizedStack) => {
      return Object.entries(stack.resources("aws_subnet")).map(([id, { availability_zone }]) => [
        id,
        availability_zone,
      ]);
    };
    const before = zonesByAddress(synthesizeVpc());
    const after = zonesByAddress(synthesizeVpc({ zones: ["eu-west-1c", ...props.zones] }));
    expect(after).toEqual(expect.arrayContaining(before));
  });
});

describe("the routes of a VPC", () => {
  test("[S5.4] lead from public subnets to the internet gateway", () => {
    const stack = synthesizeVpc();
    const gateways = routes(stack, "public").map(({ gateway_id }) => stack.follow(gateway_id));
    expect(gateways).toEqual([stack.only("aws_internet_gateway"), stack.only("aws_internet_gateway")]);
  });

  test.each<[string, NatMode | undefined, string[], [string, string][]]>([
    [
      "of their own zone by default",
      undefined,
      ["main-public-eu-west-1a", "main-public-eu-west-1b"],
      [
        ["main-private-eu-west-1a", "main-public-eu-west-1a"],
        ["main-private-eu-west-1b", "main-public-eu-west-1b"],
      ],
    ],
    [
      "of the first zone in mode single",
      "single",
      ["main-public-eu-west-1a"],
      [
        ["main-private-eu-west-1a", "main-public-eu-west-1a"],
        ["main-private-eu-west-1b", "main-public-eu-west-1a"],
      ],
    ],
    ["nowhere in mode none", "none", [], []],
  ])("[S5.3] [S5.4] lead from private subnets to the NAT gateway %s", (_, nat, gatewaySubnets, ways) => {
    const stack = synthesizeVpc({ nat });
    const gateways = stack.list("aws_nat_gateway");
    expect(gateways.map((gateway) => tagName(stack.follow(gateway.subnet_id)))).toEqual(gatewaySubnets);
    const addresses = gateways.map(({ allocation_id }) => stack.follow(allocation_id));
    expect(addresses).toEqual(stack.list("aws_eip"));
    expect(addresses).toHaveLength(gatewaySubnets.length);
    const found = routes(stack, "private").map(({ route_table_id, nat_gateway_id }) => {
      return [
        tagName(stack.follow(route_table_id)),
        tagName(stack.follow(stack.follow(nat_gateway_id).subnet_id)),
      ];
    });
    expect(found).toEqual(ways);
  });

  test("exist, and are those of their subnets, before the NAT gateways that need them", () => {
    const stack = synthesizeVpc({ nat: "single" });
    const { depends_on } = stack.only("aws_nat_gateway") as { depends_on: string[] };
    expect(depends_on.map((address) => stack.follow(address))).toEqual([
      ...routes(stack, "public"),
      ...associations(stack, "public"),
    ]);
  });

  test.each<[NatMode, number | undefined]>([
    ["per-zone", 5],
    ["single", 5],
    ["none", undefined],
  ])(
    "their tables' associations and the endpoint of S3 are there to be waited for in NAT mode %s: %s",
    (nat, count) => {
      let vpc: Vpc | undefined;
      synthesize((stack) => {
        vpc = new Vpc(stack, "vpc", { ...props, nat });
      });
      expect(vpc?.internetConnectivityEstablished?.length).toBe(count);
    },
  );
});

test("the routes of public subnets, and that they are theirs, are there to be waited for", () => {
  const stack = synthesize((scope) => {
    const vpc = new Vpc(scope, "vpc", props);
    expect(vpc.publicInternetConnectivityEstablished).toHaveLength(4);
  });
  expect(routes(stack, "public")).toHaveLength(2);
  expect(associations(stack, "public")).toHaveLength(2);
});

test("a VPC fails with a line for each mistake", () => {
  const change = {
    zones: ["us-east-1a", "eu-west-1b"],
    cidrBlock: "127.0.0.0/16",
    endpoints: [],
    flowLogs: { retentionDays: 2 },
  };
  expect(refusal((stack) => new Vpc(stack, "vpc", { ...props, ...change })).split("\n")).toEqual([
    expect.stringMatching(/^test\/vpc: 'zones\[0\]' must be a zone of the region eu-west-1/),
    expect.stringMatching(/^test\/vpc: 'cidrBlock' must not overlap/),
    expect.stringMatching(/^test\/vpc: 'endpoints' must list at least 1 service/),
    expect.stringMatching(/^test\/vpc: 'flowLogs.retentionDays' must be one of/),
  ]);
});

test("a VPC fails when its range cannot be divided, and names its path", () => {
  expect(refusal((stack) => new Vpc(stack, "vpc", { ...props, cidrBlock: "10.1.0.0/28" }))).toBe(
    `test/vpc: 'cidrBlock' must be /20 or larger to be divided by itself, got "10.1.0.0/28"; give 'publicCidrs' and 'privateCidrs'`,
  );
});

/** The default routes of one kind of subnet. */
function routes(stack: SynthesizedStack, kind: "public" | "private"): Block[] {
  return stack.list("aws_route").filter(({ route_table_id, destination_cidr_block }) => {
    expect(destination_cidr_block).toBe("0.0.0.0/0");
    return tagName(stack.follow(route_table_id)).includes(kind);
  });
}

/** Which tables are those of the subnets. */
function associations(stack: SynthesizedStack, kind: "public" | "private"): Block[] {
  return stack
    .list("aws_route_table_association")
    .filter(({ subnet_id }) => tagName(stack.follow(subnet_id)).includes(kind));
}

function tagName(block: Block): string {
  return (block.tags as { Name: string }).Name;
}
