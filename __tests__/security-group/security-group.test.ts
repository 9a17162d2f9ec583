import {
  allTraffic,
  type Port,
  SecurityGroup,
  tcp,
  tcpRange,
  udp,
  udpRange,
} from "../../modules/security-group";
import { network } from "../support/context";
import { refusal, refusalOf, synthesize } from "../support/synth";

/** Synthesizes two groups, `web` and `db`, after `connect` has opened what it wants. */
function synthesizeGroups(connect: (web: SecurityGroup, db: SecurityGroup) => void = () => undefined) {
  return synthesize((stack) => {
    const vpc = network(stack);
    const [web, db] = ["web", "db"].map(
      (name) => new SecurityGroup(stack, name, { vpc, namePrefix: name, description: `The ${name} group` }),
    ) as [SecurityGroup, SecurityGroup];
    connect(web, db);
  });
}

const EGRESS = "aws_vpc_security_group_egress_rule";
const INGRESS = "aws_vpc_security_group_ingress_rule";

describe("a security group", () => {
  test("allows nothing until a connection is opened", () => {
    const stack = synthesizeGroups();
    expect(stack.types).toEqual(["aws_security_group"]);
    for (const group of stack.list("aws_security_group")) {
      expect(group).not.toHaveProperty("ingress");
      expect(group).not.toHaveProperty("egress");
    }
  });

  test("is replaced before its users lose the old one", () => {
    const [web] = synthesizeGroups().list("aws_security_group");
    expect(web).toMatchObject({
      name_prefix: "web-",
      vpc_id: "vpc-0123456789abcdef0",
      lifecycle: { create_before_destroy: true },
    });
  });

  test("opens a connection to another group at both ends", () => {
    const stack = synthesizeGroups((web, db) => {
      web.allowTo(db, tcp(5432), "Queries");
    });
    const [web, db] = stack.list("aws_security_group");
    const [egress, ingress] = [stack.only(EGRESS), stack.only(INGRESS)];
    const rule = { ip_protocol: "tcp", from_port: 5432, to_port: 5432, description: "Queries" };
    expect(egress).toMatchObject(rule);
    expect(ingress).toMatchObject(rule);
    expect(stack.follow(egress.security_group_id)).toBe(web);
    expect(stack.follow(egress.referenced_security_group_id)).toBe(db);
    expect(stack.follow(ingress.security_group_id)).toBe(db);
    expect(stack.follow(ingress.referenced_security_group_id)).toBe(web);
  });

  test("opens the same connection once, and another port as another rule", () => {
    const stack = synthesizeGroups((web, db) => {
      web.allowTo(db, tcp(5432), "Queries");
      web.allowTo(db, tcp(5432), "Queries again");
      web.allowTo(db, udp(5432), "Something else");
      web.allowTo(db, tcpRange(5432, 5433), "A range");
      web.allowTo(db, tcpRange(5432, 5434), "A longer range");
    });
    const ports = (type: string) =>
      stack.list(type).map(({ ip_protocol, to_port }) => `${String(to_port)}/${String(ip_protocol)}`);
    expect(ports(EGRESS)).toEqual(["5432/tcp", "5432/udp", "5433/tcp", "5434/tcp"]);
    expect(ports(INGRESS)).toEqual(ports(EGRESS));
  });

  test("can be opened to a group that is opened to it, without a circle of references", () => {
    const stack = synthesizeGroups((web, db) => {
      web.allowTo(db, tcp(80), "There");
      db.allowTo(web, tcp(80), "and back");
    });
    expect(stack.list(EGRESS)).toHaveLength(2);
    expect(stack.list(INGRESS)).toHaveLength(2);
    expect(JSON.stringify(stack.list("aws_security_group"))).not.toContain("aws_security_group.");
  });

  test("lets a range of addresses in, and nothing out", () => {
    const stack = synthesizeGroups((web) => {
      web.allowFromCidr("10.0.0.0/8", tcp(80), "HTTP");
    });
    expect(stack.only(INGRESS)).toMatchObject({ cidr_ipv4: "10.0.0.0/8", from_port: 80, to_port: 80 });
    expect(stack.list(EGRESS)).toEqual([]);
  });

  test("connects to a range of addresses, and lets nothing in", () => {
    const stack = synthesizeGroups((web) => {
      web.allowToCidr("10.0.0.0/8", tcp(80), "HTTP");
      web.allowToCidr("10.0.0.0/16", tcp(80), "HTTP");
    });
    expect(stack.list(EGRESS).map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual(["10.0.0.0/8", "10.0.0.0/16"]);
    expect(stack.list(INGRESS)).toEqual([]);
  });

  test.each<[string, Port, object]>([
    ["one TCP port", tcp(80), { ip_protocol: "tcp", from_port: 80, to_port: 80 }],
    ["a range of TCP ports", tcpRange(8301, 8302), { ip_protocol: "tcp", from_port: 8301, to_port: 8302 }],
    ["one UDP port", udp(53), { ip_protocol: "udp", from_port: 53, to_port: 53 }],
    ["a range of UDP ports", udpRange(8301, 8302), { ip_protocol: "udp", from_port: 8301, to_port: 8302 }],
    ["all traffic, which has no ports", allTraffic, { ip_protocol: "-1" }],
  ])("opens %s", (_, port, expected) => {
    const stack = synthesizeGroups((web) => {
      web.allowToCidr("10.0.0.0/8", port, "Something");
    });
    const { ip_protocol, from_port, to_port } = stack.only(EGRESS);
    expect({ ip_protocol, from_port, to_port }).toEqual(expected);
  });
});

describe("a security group fails when", () => {
  const portHint = "ports end there";

  test.each<[string, Port, string]>([
    [
      "its first port is negative",
      tcp(-1),
      `'port.from' must be an integer from 0 to 65535, got -1; ${portHint}\ntest/web: 'port.to' must be an integer from 0 to 65535, got -1; ${portHint}`,
    ],
    [
      "its last port is beyond the last",
      tcpRange(1, 65_536),
      `'port.to' must be an integer from 0 to 65535, got 65536; ${portHint}`,
    ],
    [
      "its ports are the wrong way round",
      udpRange(2, 1),
      "'port.from' must not be greater than 'port.to' (1), got 2; turn the two round",
    ],
  ])("%s", (_, port, message) => {
    expect(
      refusalOf(() =>
        synthesizeGroups((web, db) => {
          web.allowTo(db, port, "to the database");
        }),
      ),
    ).toBe(`test/web: ${message}`);
  });

  test("a range is none, and the description has characters that AWS refuses", () => {
    const message = refusalOf(() =>
      synthesizeGroups((web) => {
        web.allowFromCidr("office", tcp(80), "the office's");
      }),
    );
    expect(message).toBe(
      [
        `test/web: 'description' must be 1 to 255 letters, digits, spaces and characters of ._-:/()#,@[]+=&;{}!$*, got "the office's"; write it with these`,
        `test/web: 'cidr' must be an IPv4 range with no bits set behind the prefix, got "office"; write it like 10.1.0.0/16, and a single address like 10.1.2.3/32`,
      ].join("\n"),
    );
  });

  test.each(["sg-web", "a".repeat(229), "", "wéb"])("its name would begin with %j", (namePrefix) => {
    const message = refusal(
      (stack) => new SecurityGroup(stack, "web", { vpc: network(stack), namePrefix, description: "web" }),
    );
    expect(message).toBe(
      `test/web: 'namePrefix' must be at most 228 letters, digits, spaces and characters of ._-:/()#,@[]+=&;{}!$*, not beginning with "sg-", got "${namePrefix}"; choose another name`,
    );
  });
});
