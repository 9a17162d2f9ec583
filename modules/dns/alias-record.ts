import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { check } from "../core";
import { DOMAIN_NAME, ZONE_ID } from "./names";

/** What a name can stand for, e.g. an `Alb` or an `Elb`. */
export interface AliasTarget {
  readonly dnsName: string;
  /** Hosted zone of the DNS name. */
  readonly dnsZoneId: string;
}

export interface AliasRecordProps {
  /** Id of the Route 53 zone that the name is in. */
  readonly zoneId: string;
  /** The whole name, e.g. `app.example.com`. */
  readonly name: string;
  readonly target: AliasTarget;
}

/**
 * A name of one's own for a balancer.
 *
 * Makes `aws_route53_record`, of type A.
 */
export class AliasRecord extends Construct {
  constructor(scope: Construct, id: string, props: AliasRecordProps) {
    super(scope, id);
    const { zoneId, name, target } = props;
    check(this, (c) => {
      c.each(props, { zoneId: ZONE_ID, name: DOMAIN_NAME });
    });

    new Route53Record(this, "record", {
      zoneId,
      name,
      type: "A",
      alias: { name: target.dnsName, zoneId: target.dnsZoneId, evaluateTargetHealth: true },
    });
  }
}
