import type { Construct } from "constructs";
import { Alb, type IListener } from "../../modules/alb";
import { check, legalName } from "../../modules/core";
import { AliasRecord, Certificate, type CertificateProps } from "../../modules/dns";
import type { ClassicBalancer } from "../../modules/ecs-service";
import { Elb } from "../../modules/elb";
import type { LogBucket } from "../../modules/log-bucket";
import type { IVpc } from "../../modules/vpc";
import { type BalancerSettings, DEFAULT, type Environment } from "../../settings";
import { checkIds } from "./check-ids";
import { checkKey, Named, resolve } from "./named";

/** What targets of an environment's balancers are attached to. */
export interface Balancers {
  /** Balancers by name, and their further listeners like `public.admin`. */
  readonly listeners: Named<IListener>;
  readonly classic: Named<Elb>;
  /** Where those answer. */
  readonly urls: ReadonlyMap<IListener | ClassicBalancer, string>;
}

/** The load balancers of an environment, their certificates, names and further ports. */
export function addBalancers(
  stack: Construct,
  environment: Environment,
  vpc: IVpc,
  logBuckets: Named<LogBucket>,
): Balancers {
  const { name, balancers = { [DEFAULT]: {} }, classicBalancers = {} } = environment;
  const urls = new Map<IListener | ClassicBalancer, string>();
  const listeners = new Map<string, IListener>();

  const albs = Named.make<BalancerSettings, IListener>(stack, "balancers", balancers, (key, balancer) => {
    const { listeners: further = {}, domain, ...settings } = balancer;
    const id = key === DEFAULT ? "alb" : `alb-${key}`;
    checkIds(stack, `balancers.${key}`, [id, `${id}-certificate`]);
    const logs = resolve(stack, `balancers.${key}`, (find, c) => {
      c.require(() => domain === undefined || settings.certificateArn === undefined, {
        prop: "certificateArn",
        must: "be left out with 'domain'",
        got: settings.certificateArn,
        hint: "a certificate is made for the domain",
      });
      const { accessLogs, connectionLogs } = settings;
      return {
        accessLogs: find(logBuckets, "accessLogs", accessLogs),
        connectionLogs: find(logBuckets, "connectionLogs", connectionLogs),
      };
    });
    const alb = new Alb(stack, id, {
      vpc,
      name: key === DEFAULT ? name : balancerName(name, key),
      ...settings,
      ...logs,
      ...(domain && {
        internetFacing: settings.internetFacing ?? true,
        certificateArn: new Certificate(stack, `${id}-certificate`, domain).arn,
      }),
    });
    if (domain !== undefined) {
      addNames(stack, id, domain, alb);
    }
    urls.set(alb, domain === undefined ? alb.url : `https://${domain.domainName}`);
    for (const [port, listener] of Object.entries(further)) {
      check(stack, (c) => {
        checkKey(c, `balancers.${key}.listeners`, port);
      });
      const scheme = listener.certificateArn === undefined ? "http" : "https";
      const added = alb.addListener(port, listener);
      listeners.set(`${key}.${port}`, added);
      urls.set(added, `${scheme}://${alb.dnsName}:${listener.port}`);
    }
    return alb;
  });

  const classic = Named.make(stack, "classicBalancers", classicBalancers, (key, settings) => {
    const accessLogs = resolve(stack, `classicBalancers.${key}`, (find) => {
      return find(logBuckets, "accessLogs", settings.accessLogs);
    });
    const elb = new Elb(stack, `elb-${key}`, { vpc, name: balancerName(name, key), ...settings, accessLogs });
    urls.set(elb, elb.url);
    return elb;
  });
  return { listeners: albs.with(listeners), classic, urls };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
function balancerName(environment: string, key: string): string {
  return legalName(`${environment}-${key}`, 32, /[^A-Za-z0-9-]/g);
}

function addNames(stack: Construct, id: string, domain: CertificateProps, target: Alb): void {
  const { zoneId, domainName, alternativeNames = [] } = domain;
  for (const name of [domainName, ...alternativeNames]) {
    new AliasRecord(stack, `${id}-name-${name}`, { zoneId, name, target });
  }
}
