import { Lb } from "@cdktf/provider-aws/lib/lb";
import type { LbListener, LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import type { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";
import { check, type Checks, dependableFrom } from "../core";
import type { LogBucket } from "../log-bucket";
import { SecurityGroup, tcp } from "../security-group";
import { AlbListener, type IListener } from "./alb-listener";
import type { AlbProps } from "./alb-props";
import { BalancerUse } from "./balancer-use";
import { checkAlb } from "./check-alb";
import { checkListener, createListener, type ListenerSettings, notFound, redirectTo } from "./listener";
import type { ListenerRuleProps, RuleSettings } from "./listener-rule";
import { ListenerRules, prioritiesOf } from "./listener-rules";

/**
 * An application load balancer that answers with the target group whose rule matches, else with 404: on HTTPS, if it
 * has a certificate, else on HTTP.
 *
 * Makes `aws_lb`, `aws_lb_listener`, one `aws_lb_listener_rule` per rule, a security group, and
 * `aws_wafv2_web_acl_association`.
 */
export class Alb extends Construct implements IListener {
  readonly arn: string;
  readonly arnSuffix: string;
  /** Of the main listener, for other programs: see `ExistingAlb`. */
  readonly listenerArn: string;
  readonly dnsName: string;
  /** Hosted zone of the DNS name, for an alias record. */
  readonly dnsZoneId: string;
  readonly url: string;
  readonly securityGroup: SecurityGroup;
  private readonly allowedCidrs: readonly string[];
  private readonly rules: ListenerRules;
  private readonly use: BalancerUse;
  private readonly listeners = new Map<number, string>();

  constructor(scope: Construct, id: string, props: AlbProps) {
    super(scope, id);
    const { vpc, name, internetFacing = false, certificateArn, tlsPolicy, webAclArn } = props;
    this.allowedCidrs = props.allowedCidrs ?? [internetFacing ? "0.0.0.0/0" : vpc.cidrBlock];
    check(this, (c) => {
      checkAlb(c, props, this.allowedCidrs);
    });

    vpc.useAddresses?.({ subnets: internetFacing ? "public" : "private", balancers: 1 });
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

    this.use = new BalancerUse(this);
    const listener =
      certificateArn === undefined
        ? this.open("http", { port: HTTP_PORT }, notFound)
        : this.open("https", { port: HTTPS_PORT, certificateArn, tlsPolicy }, notFound);
    if (certificateArn !== undefined) {
      this.open("http", { port: HTTP_PORT }, redirectTo(HTTPS_PORT));
    }
    this.listenerArn = listener.arn;
    const { use } = this;
    this.rules = new ListenerRules(this, { arn: listener.arn, priorities: prioritiesOf(this), use });
    this.url = `${certificateArn === undefined ? "http" : "https"}://${balancer.dnsName}`;
    if (webAclArn !== undefined) {
      new Wafv2WebAclAssociation(this, "web-acl", { resourceArn: balancer.arn, webAclArn });
    }
  }

  addRule(id: string, props: ListenerRuleProps): LbListenerRule {
    return this.rules.add(id, props);
  }

  checkRule(c: Checks, props: RuleSettings): void {
    this.rules.check(c, props);
  }

  /**
   * Answers on a further port, for the same clients, with rules of its own.
   *
   * @param id stable, e.g. what the port is for
   * @throws ValidationError on a port that another listener has
   */
  addListener(id: string, settings: ListenerSettings): AlbListener {
    check(this, (c) => {
      checkListener(c.at(id), settings);
      const other = this.listeners.get(settings.port);
      c.require(() => this.node.tryFindChild(id) === undefined, {
        prop: "listeners",
        must: "have ids that nothing else in the balancer has",
        got: id,
        hint: "choose another one",
      });
      c.at(id).require(() => other === undefined, {
        prop: "port",
        must: "be unique in the balancer",
        got: settings.port,
        hint: `the listener '${other}' has it: choose another port`,
      });
    });
    this.admitClients(id, settings.port);
    return new AlbListener(this, id, { ...settings, balancer: this, use: this.use });
  }

  private open(id: string, settings: ListenerSettings, unmatched: LbListenerDefaultAction): LbListener {
    this.admitClients(id, settings.port);
    return createListener(this, id, this.arn, settings, unmatched);
  }

  private admitClients(listenerId: string, port: number): void {
    this.listeners.set(port, listenerId);
    this.use.addListener();
    for (const cidr of this.allowedCidrs) {
      this.securityGroup.allowFromCidr(cidr, tcp(port), "HTTP");
    }
  }

  private addBalancer({ vpc, name, internetFacing = false, ...props }: AlbProps): Lb {
    const accessLogs = this.deliverTo(props.accessLogs, name);
    const connectionLogs = this.deliverTo(props.connectionLogs, `${name}-connections`);
    const dependsOn = dependableFrom(this, [
      ...(internetFacing ? vpc.publicInternetConnectivityEstablished : []),
      // AWS tries whether it may write before it takes the setting.
      ...(accessLogs?.permissions ?? []),
      ...(connectionLogs?.permissions ?? []),
    ]);
    return new Lb(this, "balancer", {
      name,
      loadBalancerType: "application",
      internal: !internetFacing,
      subnets: [...(internetFacing ? vpc.publicSubnetIds : vpc.privateSubnetIds)],
      securityGroups: [this.securityGroup.securityGroupId],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: props.deletionProtection ?? false,
      idleTimeout: props.idleTimeoutSeconds ?? 60,
      accessLogs: accessLogs?.settings,
      connectionLogs: connectionLogs?.settings,
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    });
  }

  private deliverTo(logs: LogBucket | undefined, prefix: string) {
    const delivery = logs?.allowDelivery(prefix, this.securityGroup.accountId, this);
    return (
      delivery && {
        settings: { enabled: true, bucket: delivery.bucketName, prefix: delivery.prefix },
        permissions: delivery.permissions,
      }
    );
  }
}

const HTTP_PORT = 80;
const HTTPS_PORT = 443;
