import { type Checks, checkRanges, rules } from "../core";
import type { AlbProps } from "./alb-props";
import { checkTls } from "./listener";

/** @param allowedCidrs who may connect, by default too */
export function checkAlb(c: Checks, props: AlbProps, allowedCidrs: readonly string[]): void {
  const { vpc, name, internetFacing = false } = props;
  c.known({ name, internetFacing });
  c.each(props, {
    name: NAME,
    idleTimeoutSeconds: rules.integer(1, 4000, "close them after 60 s"),
    webAclArn: WEB_ACL_ARN,
  });
  checkTls(c, props);
  checkRanges(c, "allowedCidrs", allowedCidrs);
  const subnets = internetFacing ? vpc.publicSubnetIds : vpc.privateSubnetIds;
  c.require(() => subnets.length >= 2, {
    prop: "vpc",
    must: `have ${internetFacing ? "public" : "private"} subnets in at least two zones`,
    got: subnets,
    hint: "a load balancer needs two zones",
  });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
const NAME = rules.text(
  /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/,
  'at most 32 letters, digits and hyphens, with no hyphen at either end and not beginning with "internal-"',
  "choose a shorter name",
);
const WEB_ACL_ARN = rules.text(
  /^arn:aws[\w-]*:wafv2:[\w-]+:\d{12}:regional\/webacl\/\S+$/,
  "the ARN of a regional web ACL",
  "copy it from the WAF console",
);
