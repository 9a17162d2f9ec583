import { Elb as AwsElb } from "@cdktf/provider-aws/lib/elb";
import { LbSslNegotiationPolicy } from "@cdktf/provider-aws/lib/lb-ssl-negotiation-policy";
import { Construct } from "constructs";
import { check, type Checks, checkRanges, dependableFrom, rules } from "../core";
import type { LogBucket } from "../log-bucket";
import { SecurityGroup, tcp } from "../security-group";
import type { IVpc } from "../vpc";
import { checkElbHealthCheck, type ElbHealthCheck, renderElbHealthCheck } from "./elb-health-check";

export interface ElbProps {
  readonly vpc: IVpc;
  /** 1 to 32 letters, digits and hyphens; unique in the region of the account. */
  readonly name: string;
  /** Port that the service has on every instance, 1 to 65535: a fixed host port, so one task per instance. */
  readonly instancePort: number;
  /** Port that clients connect to, 1 to 65535. @default 443 with a certificate, else 80 */
  readonly port?: number;
  /** `TCP` for what is not HTTP. @default "HTTP" */
  readonly protocol?: "HTTP" | "TCP";
  /** ARN of a certificate of the same region: clients come over TLS 1.2 (HTTPS or SSL). @default none */
  readonly certificateArn?: string;
  /** Whether it gets public addresses, in the public subnets. @default false: internal, in the private subnets */
  readonly internetFacing?: boolean;
  /** Who may connect. @default the VPC's range; for an internet-facing balancer 0.0.0.0/0 */
  readonly allowedCidrs?: readonly string[];
  /** @default path "/", every 30 s */
  readonly healthCheck?: ElbHealthCheck;
  /** Seconds that an instance which is taken out may finish what it is serving, 1 to 3600. @default 30 */
  readonly connectionDrainingSeconds?: number;
  /** Seconds without traffic after which a connection is closed, 1 to 4000. @default 60 */
  readonly idleTimeoutSeconds?: number;
  /** Whether requests go to the instances of all zones alike. @default true */
  readonly crossZone?: boolean;
  /** Keeps a record of every request, under the balancer's name. @default none is kept */
  readonly accessLogs?: LogBucket;
}

/**
 * A classic load balancer for one service. Take `Alb` for anything new: this one knows no paths and no dynamic
 * ports, needs one balancer per service, and a service can run only one task per instance.
 *
 * Makes `aws_elb`, a security group, and with a certificate `aws_lb_ssl_negotiation_policy`.
 */
export class Elb extends Construct {
  readonly name: string;
  readonly dnsName: string;
  /** Hosted zone of the DNS name, for an alias record. */
  readonly dnsZoneId: string;
  readonly url: string;
  /** Opens the way to the instances. */
  readonly securityGroup: SecurityGroup;
  /** The host port that the service must have. */
  readonly instancePort: number;

  constructor(scope: Construct, id: string, props: ElbProps) {
    super(scope, id);
    const { vpc, name, instancePort, protocol = "HTTP", certificateArn, internetFacing = false } = props;
    const { port = certificateArn === undefined ? 80 : 443 } = props;
    const allowedCidrs = props.allowedCidrs ?? [internetFacing ? "0.0.0.0/0" : vpc.cidrBlock];
    const subnets = internetFacing ? vpc.publicSubnetIds : vpc.privateSubnetIds;
    check(this, (c) => {
      c.known({ name, instancePort, port, protocol, internetFacing });
      checkElb(c, props);
      checkRanges(c, "allowedCidrs", allowedCidrs);
      c.require(() => subnets.length > 0, {
        prop: "vpc",
        must: `have ${internetFacing ? "public" : "private"} subnets`,
        got: subnets,
        hint: "give their ids to the VPC",
      });
    });

    vpc.useAddresses?.({ subnets: internetFacing ? "public" : "private", balancers: 1 });
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpc,
      namePrefix: name,
      description: `Load balancer ${name}`,
    });
    for (const cidr of allowedCidrs) {
      this.securityGroup.allowFromCidr(cidr, tcp(port), protocol);
    }
    const lbProtocol = certificateArn === undefined ? protocol : OVER_TLS[protocol];
    const delivery = props.accessLogs?.allowDelivery(name, this.securityGroup.accountId, this);
    const dependsOn = dependableFrom(this, [
      ...(internetFacing ? vpc.publicInternetConnectivityEstablished : []),
      // AWS tries whether it may write before it takes the setting.
      ...(delivery?.permissions ?? []),
    ]);
    const balancer = new AwsElb(this, "balancer", {
      name,
      internal: !internetFacing,
      subnets: [...subnets],
      securityGroups: [this.securityGroup.securityGroupId],
      listener: [
        {
          lbPort: port,
          lbProtocol,
          instancePort,
          instanceProtocol: protocol,
          sslCertificateId: certificateArn,
        },
      ],
      healthCheck: renderElbHealthCheck(props.healthCheck ?? {}, protocol, instancePort),
      crossZoneLoadBalancing: props.crossZone ?? true,
      idleTimeout: props.idleTimeoutSeconds ?? 60,
      connectionDraining: true,
      connectionDrainingTimeout: props.connectionDrainingSeconds ?? 30,
      accessLogs: delivery && { bucket: delivery.bucketName, bucketPrefix: delivery.prefix },
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    });
    if (certificateArn !== undefined) {
      new LbSslNegotiationPolicy(this, "tls", {
        name: "tls-1-2",
        loadBalancer: balancer.id,
        lbPort: port,
        attribute: [{ name: "Reference-Security-Policy", value: TLS_POLICY }],
      });
    }
    this.name = balancer.name;
    this.dnsName = balancer.dnsName;
    this.dnsZoneId = balancer.zoneId;
    this.url = `${lbProtocol.toLowerCase()}://${balancer.dnsName}`;
    this.instancePort = instancePort;
  }
}

function checkElb(c: Checks, props: ElbProps): void {
  c.each(props, {
    name: NAME,
    instancePort: rules.integer(1, 65_535, "give the fixed host port of the service"),
    port: rules.integer(1, 65_535, "leave it out for 80, and for 443 with a certificate"),
    protocol: rules.oneOf(["HTTP", "TCP"], "take TCP for what is not HTTP"),
    connectionDrainingSeconds: rules.integer(1, 3600, "give instances 30 s"),
    idleTimeoutSeconds: rules.integer(1, 4000, "close them after 60 s"),
  });
  checkElbHealthCheck(c.at("healthCheck"), props.healthCheck ?? {});
}

const OVER_TLS = { HTTP: "HTTPS", TCP: "SSL" } as const;

/** The newest that classic balancers have: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html */
const TLS_POLICY = "ELBSecurityPolicy-TLS-1-2-2017-01";

/** https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_CreateLoadBalancer.html */
const NAME = rules.text(
  /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/,
  "at most 32 letters, digits and hyphens, with no hyphen at either end",
  "choose a shorter name",
);
