import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { check, checkQuota } from "../core";
import { COMMON_NAME, DOMAIN_NAME, ZONE_ID } from "./names";

export interface CertificateProps {
  /** Id of the public Route 53 zone that all the names are in. */
  readonly zoneId: string;
  /** E.g. `app.example.com` or `*.example.com`; at most 64 characters. */
  readonly domainName: string;
  /** Further names, e.g. `["example.com"]`. @default none */
  readonly alternativeNames?: readonly string[];
}

/**
 * A public TLS certificate that proves its names through DNS, and that ACM renews as long as the records stay.
 *
 * Makes `aws_acm_certificate`, one `aws_route53_record` per name (a wildcard shares that of
 * the name), and `aws_acm_certificate_validation`.
 */
export class Certificate extends Construct {
  /** Known once the certificate is valid: who uses it waits for that. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { zoneId, domainName, alternativeNames = [] } = props;
    check(this, (c) => {
      // They stand in the records' addresses.
      c.known({ domainName, alternativeNames });
      c.each(props, { zoneId: ZONE_ID, domainName: DOMAIN_NAME });
      c.value("domainName", domainName, COMMON_NAME);
      for (const [index, name] of alternativeNames.entries()) {
        c.value(`alternativeNames[${index}]`, name, DOMAIN_NAME);
      }
      c.distinct(
        [domainName, ...alternativeNames].map((key, index) => ({
          prop: index === 0 ? "domainName" : `alternativeNames[${index - 1}]`,
          key,
        })),
        "the certificate",
        "name it once",
      );
      checkQuota(c, "alternativeNames", "certificateNames", 1 + alternativeNames.length);
    });

    const certificate = new AcmCertificate(this, "certificate", {
      domainName,
      subjectAlternativeNames: alternativeNames.length > 0 ? [...alternativeNames] : undefined,
      validationMethod: "DNS",
      // A certificate that a listener uses cannot be deleted: the listener moves to the new one first.
      lifecycle: { createBeforeDestroy: true },
    });
    const records = namesToProve([domainName, ...alternativeNames]).map((name) => {
      return new Route53Record(this, `proof-${name}`, {
        zoneId,
        name: proofOf(certificate, name, "resource_record_name"),
        type: "CNAME",
        records: [proofOf(certificate, name, "resource_record_value")],
        ttl: 60,
        // ACM wants the same record for every certificate of a name in an account: another one may have made it.
        allowOverwrite: true,
      });
    });
    const validation = new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      validationRecordFqdns: records.map((record) => record.fqdn),
    });
    this.arn = validation.certificateArn;
  }
}

/** A name and its wildcard are proved by the same record. */
function namesToProve(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.replace(/^\*\./, "")))];
}

/** What ACM wants to find in DNS for a name. The names are known before ACM answers, and so are the records' addresses. */
function proofOf(certificate: AcmCertificate, name: string, attribute: string): string {
  const options = `${certificate.fqn}.domain_validation_options`;
  return `\${[for option in ${options} : option.${attribute} if trimprefix(option.domain_name, "*.") == "${name}"][0]}`;
}
