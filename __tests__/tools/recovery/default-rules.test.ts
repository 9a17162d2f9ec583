import { join } from "node:path";

import { clientConfig } from "../../../tools/aws/aws-client";
import type { Candidate } from "../../../tools/recovery/candidate";
import { revokeDefaultRules, withDefaultRules } from "../../../tools/recovery/default-rules";
import { StackBlocks } from "../../../tools/recovery/stack-blocks";
import { type FakeAws, startFakeAws } from "../support/fake-aws";
import { temporaryFolder, writeFile } from "../support/folders";

const RULES = [
  "<securityGroupRuleId>sgr-all</securityGroupRuleId><isEgress>true</isEgress><ipProtocol>-1</ipProtocol><cidrIpv4>0.0.0.0/0</cidrIpv4>",
  "<securityGroupRuleId>sgr-all6</securityGroupRuleId><isEgress>true</isEgress><ipProtocol>-1</ipProtocol><cidrIpv6>::/0</cidrIpv6>",
  "<securityGroupRuleId>sgr-in</securityGroupRuleId><isEgress>false</isEgress><ipProtocol>-1</ipProtocol><cidrIpv4>0.0.0.0/0</cidrIpv4>",
  "<securityGroupRuleId>sgr-vpc</securityGroupRuleId><isEgress>true</isEgress><ipProtocol>-1</ipProtocol><cidrIpv4>10.0.0.0/8</cidrIpv4>",
  "<securityGroupRuleId>sgr-web</securityGroupRuleId><isEgress>true</isEgress><ipProtocol>tcp</ipProtocol><cidrIpv4>0.0.0.0/0</cidrIpv4>",
].map((rule) => `<item>${rule}</item>`);

let aws: FakeAws;
const config = () => clientConfig("eu-west-1", aws);

beforeEach(async () => {
  aws = await startFakeAws(({ operation }) => ({
    ec2Xml:
      operation === "DescribeSecurityGroupRules"
        ? `<securityGroupRuleSet>${RULES.join("")}</securityGroupRuleSet>`
        : "<return>true</return>",
  }));
});

afterEach(() => aws.close());

function blocks(): StackBlocks {
  const folder = temporaryFolder();
  const aws_security_group = { own: {}, inline: { egress: [{ protocol: "-1" }] } };
  writeFile(join(folder, "cdk.tf.json"), JSON.stringify({ resource: { aws_security_group } }));
  return StackBlocks.of(folder);
}

function group(more: Partial<Candidate> = {}): Candidate {
  const address = "aws_security_group.own";
  return { address, type: "aws_security_group", begun: 0, importId: "sg-1", resolvedId: "sg-1", ...more };
}

describe("the rules that AWS gives a security group", () => {
  test("are those to everywhere of a new one, if a run has ended before the provider has revoked them", async () => {
    const [found] = await withDefaultRules([group()], blocks(), config());

    expect(found?.defaultRules).toEqual({ ingress: [], egress: ["sgr-all", "sgr-all6"] });
    expect(aws.calls.map(({ operation }) => operation)).toEqual(["DescribeSecurityGroupRules"]);
    expect(aws.calls[0]?.input).toMatchObject({ "Filter.1.Name": "group-id", "Filter.1.Value.1": "sg-1" });
  });

  test.each([
    ["a group that the provider has said to be made", group({ id: "sg-1" })],
    ["a group whose rules stand in its block", group({ address: "aws_security_group.inline" })],
    ["another resource", group({ address: "aws_vpc.vpc", type: "aws_vpc" })],
  ])("are not looked for at %s", async (_, candidate) => {
    expect(await withDefaultRules([candidate], blocks(), config())).toEqual([candidate]);
    expect(aws.calls).toEqual([]);
  });

  test("are all that the default one of a network has", async () => {
    const address = "aws_default_security_group.default";
    const [found] = await withDefaultRules(
      [group({ address, type: "aws_default_security_group" })],
      blocks(),
      config(),
    );

    expect(found?.defaultRules).toEqual({
      ingress: ["sgr-in"],
      egress: ["sgr-all", "sgr-all6", "sgr-vpc", "sgr-web"],
    });
  });

  test("are revoked by their ids", async () => {
    await revokeDefaultRules("sg-1", { ingress: ["sgr-in"], egress: ["sgr-all", "sgr-all6"] }, config());

    expect(aws.calls).toMatchObject([
      {
        operation: "RevokeSecurityGroupIngress",
        input: { GroupId: "sg-1", "SecurityGroupRuleId.1": "sgr-in" },
      },
      {
        operation: "RevokeSecurityGroupEgress",
        input: { GroupId: "sg-1", "SecurityGroupRuleId.1": "sgr-all", "SecurityGroupRuleId.2": "sgr-all6" },
      },
    ]);
  });
});
