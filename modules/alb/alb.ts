import { Lb } from "@cdktf/provider-aws/lib/lb";
import type { LbListener, LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import type { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";
import { ipv4Range, isKnown, rules, validateProp, validateProps, ValidationError } from "../core";
import type { LogBucket } from "../log-bucket";
import { SecurityGroup, tcp } from "../security-group";
import type { IVpc } from "../vpc";
import { AlbListener, type AlbRoutes } from "./alb-listener";
import { createListener, type ListenerSettings, notFound, redirectTo } from "./listener";
import type { AlbRoute } from "./route";
import { RouteTable } from "./route-table";

export interface AlbProps {
  readonly vpc: IVpc;
  /** 1 to 32 letters, digits and hyphens; unique in the region of the account. */
  readonly name: string;
  /** Whether it gets public addresses, in the public subnets. @default false: internal, in the private subnets */
  readonly internetFacing?: boolean;
  /** Who may connect. @default the VPC's range; for an internet-facing balancer 0.0.0.0/0 */
  readonly allowedCidrs?: readonly string[];
  /**
   * ARN of a certificate of the same region, given or made by `Certificate`: HTTPS on port 443, to which HTTP on
   * port 80 redirects.
   * @default none: HTTP on port 80
   */
  readonly certificateArn?: string;
  /** Which versions and ciphers of TLS. @default AWS's recommendation */
  readonly tlsPolicy?: ListenerSettings["tlsPolicy"];
  /** Keeps a record of every request, under the balancer's name. @default none is kept */
  readonly accessLogs?: LogBucket;
  /** ARN of a regional WAF (v2) web ACL that requests must pass. @default none */
  readonly webAclArn?: string;
  /** Seconds without traffic after which a connection is closed, 1 to 4000. @default 60 */
  readonly idleTimeoutSeconds?: number;
  /** Refuses to be destroyed until this is false again. @default false */
  readonly deletionProtection?: boolean;
}

/**
 * An application load balancer that answers with the service whose route matches, else with 404: on HTTPS, if it
 * has a certificate, else on HTTP.
 *
 * Makes `aws_lb`, `aws_lb_listener`, one `aws_lb_listener_rule` per route, a security group, and
 * `aws_wafv2_web_acl_association`.
 */
export class Alb extends Construct implements AlbRoutes {
  readonly arn: string;
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Hosted zone of the DNS name, for an alias record. */
  readonly dnsZoneId: string;
  readonly url: string;
  readonly securityGroup: SecurityGroup;
  private readonly allowedCidrs: readonly string[];
  private readonly routes: RouteTable;
  private readonly listeners = new Map<number, string>();

  constructor(scope: Construct, id: string, props: AlbProps) {
    super(scope, id);
    const { vpc, name, internetFacing = false, certificateArn, tlsPolicy, webAclArn } = props;
    this.allowedCidrs = props.allowedCidrs ?? [internetFacing ? "0.0.0.0/0" : vpc.cidrBlock];
    this.validate(props);

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpc,
      namePrefix: name,
      description: `Load balancer ${name}`,
    });
    const balancer = this.addBalancer(props);
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.dnsZoneId = balancer.zoneId;

    const listener =
      certificateArn === undefined
        ? this.open("http", { port: HTTP_PORT }, notFound)
        : this.open("https", { port: HTTPS_PORT, certificateArn, tlsPolicy }, notFound);
    if (certificateArn !== undefined) {
      this.open("http", { port: HTTP_PORT }, redirectTo(HTTPS_PORT));
    }
    this.routes = new RouteTable(this, listener.arn);
    this.url = `${certificateArn === undefined ? "http" : "https"}://${balancer.dnsName}`;
    if (webAclArn !== undefined) {
      new Wafv2WebAclAssociation(this, "web-acl", { resourceArn: balancer.arn, webAclArn });
    }
  }

  addRoute(id: string, route: AlbRoute): LbListenerRule {
    return this.routes.add(id, route);
  }

  /**
   * Answers on a further port, for the same clients, with routes of its own.
   *
   * @param id stable, e.g. what the port is for
   * @throws ValidationError on a port that is taken
   */
  addListener(id: string, settings: ListenerSettings): AlbListener {
    const taken = this.listeners.get(settings.port);
    if (taken !== undefined) {
      throw new ValidationError(this, {
        prop: `${id}.port`,
        must: `differ from that of '${taken}'`,
        got: settings.port,
        hint: "give every listener of a balancer a port of its own",
      });
    }
    this.admitClients(id, settings.port);
    return new AlbListener(this, id, { ...settings, balancer: this });
  }

  private open(id: string, settings: ListenerSettings, unmatched: LbListenerDefaultAction): LbListener {
    this.admitClients(id, settings.port);
    return createListener(this, id, this.arn, settings, unmatched);
  }

  private admitClients(listenerId: string, port: number): void {
    this.listeners.set(port, listenerId);
    for (const cidr of this.allowedCidrs) {
      this.securityGroup.allowFromCidr(cidr, tcp(port), "HTTP");
    }
  }

  private addBalancer({ vpc, name, internetFacing = false, accessLogs, ...props }: AlbProps): Lb {
    const delivery = accessLogs?.allowDelivery(name, this.securityGroup.accountId);
    return new Lb(this, "balancer", {
      name,
      loadBalancerType: "application",
      internal: !internetFacing,
      subnets: [...(internetFacing ? vpc.publicSubnetIds : vpc.privateSubnetIds)],
      securityGroups: [this.securityGroup.securityGroupId],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: props.deletionProtection ?? false,
      idleTimeout: props.idleTimeoutSeconds ?? 60,
      accessLogs: delivery && { enabled: true, bucket: delivery.bucketName, prefix: delivery.prefix },
      // AWS tries whether it may write before it takes the setting.
      dependsOn: delivery?.permissions,
    });
  }

  private validate(props: AlbProps): void {
    const { vpc, internetFacing = false } = props;
    validateProps(this, props, {
      name: NAME,
      idleTimeoutSeconds: rules.integer(1, 4000, "the default is 60"),
      webAclArn: rules.text(
        /^arn:aws[\w-]*:wafv2:[\w-]+:\d{12}:regional\/webacl\/\S+$/,
        "the ARN of a regional web ACL",
        "copy it from the WAF console",
      ),
    });
    for (const [index, cidr] of this.allowedCidrs.entries()) {
      validateProp(this, `allowedCidrs[${index}]`, cidr, ipv4Range);
    }
    const subnets = internetFacing ? vpc.publicSubnetIds : vpc.privateSubnetIds;
    if (isKnown(subnets) && subnets.length < 2) {
      throw new ValidationError(this, {
        prop: "vpc",
        must: `have ${internetFacing ? "public" : "private"} subnets in at least two zones`,
        got: subnets,
        hint: "a load balancer needs two zones",
      });
    }
  }
}

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
const NAME = rules.text(
  /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/,
  'at most 32 letters, digits and hyphens, with no hyphen at either end and not beginning with "internal-"',
  "choose a shorter name",
);
