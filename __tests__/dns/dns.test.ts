import { TerraformOutput, TerraformVariable } from "cdktf";
import { AliasRecord, Certificate, type CertificateProps } from "../../modules/dns";
import { refusal, refusalOf, synthesize, type SynthesizedStack } from "../support/synth";

const zoneId = "Z0123456789ABCDEFGHIJ";

function withCertificate(props: Partial<CertificateProps> = {}): SynthesizedStack {
  return synthesize((stack) => {
    new Certificate(stack, "certificate", { zoneId, domainName: "app.example.com", ...props });
  });
}

describe("a certificate", () => {
  test("is proved by one record for a name and its wildcard", () => {
    const stack = withCertificate({ alternativeNames: ["*.app.example.com", "example.com"] });
    expect(stack.only("aws_acm_certificate")).toMatchObject({
      domain_name: "app.example.com",
      subject_alternative_names: ["*.app.example.com", "example.com"],
      validation_method: "DNS",
    });
    const records = Object.values(stack.resources("aws_route53_record"));
    expect(records).toHaveLength(2);
    expect(records[0]?.name).toMatch(
      /^\$\{\[for option in aws_acm_certificate\.\S+\.domain_validation_options : option\.resource_record_name if trimprefix\(option\.domain_name, "\*\."\) == "app\.example\.com"\]\[0\]\}$/,
    );
  });

  test("is used only once it is valid", () => {
    const stack = synthesize((scope) => {
      const { arn } = new Certificate(scope, "certificate", { zoneId, domainName: "app.example.com" });
      new TerraformOutput(scope, "arn", { value: arn });
    });
    expect(stack.json.output).toMatchObject({
      arn: { value: expect.stringMatching(/^\$\{aws_acm_certificate_validation\./) as string },
    });
    expect(stack.only("aws_acm_certificate_validation").validation_record_fqdns).toEqual([
      expect.stringMatching(/^\$\{aws_route53_record\.\S+\.fqdn\}$/),
    ]);
  });

  test("takes over the record of another certificate for the same name, since ACM wants the same one", () => {
    expect(withCertificate().only("aws_route53_record")).toMatchObject({ allow_overwrite: true });
  });

  test("may have a name of 64 characters", () => {
    const domainName = `${"a".repeat(52)}.example.com`;
    expect(domainName).toHaveLength(64);
    expect(withCertificate({ domainName }).only("aws_acm_certificate").domain_name).toBe(domainName);
  });

  test("fails when its name has 65 characters, though an alternative name may", () => {
    const domainName = `${"a".repeat(53)}.example.com`;
    expect(refusalOf(() => withCertificate({ domainName, alternativeNames: [`b${domainName}`] }))).toBe(
      `test/certificate: 'domainName' must be a name of at most 64 characters, got "${domainName}"; give a shorter one, e.g. a wildcard, and the long one in 'alternativeNames'`,
    );
  });

  test("fails when a name is in capital letters and the zone is named, with a line for each", () => {
    expect(
      refusalOf(() => withCertificate({ alternativeNames: ["Example.com"], zoneId: "example.com" })),
    ).toBe(
      [
        `test/certificate: 'zoneId' must be the id of a hosted zone, got "example.com"; copy it from the Route 53 console: Z0123…`,
        `test/certificate: 'alternativeNames[0]' must be a domain name in lowercase letters, got "Example.com"; write it like app.example.com or *.example.com`,
      ].join("\n"),
    );
  });

  test("fails when a name is given twice, with a line for each time too many", () => {
    const alternativeNames = ["example.com", "app.example.com", "example.com"];
    expect(refusalOf(() => withCertificate({ alternativeNames }))).toBe(
      [
        `test/certificate: 'alternativeNames[1]' must be unique in the certificate, got "app.example.com"; name it once`,
        `test/certificate: 'alternativeNames[2]' must be unique in the certificate, got "example.com"; name it once`,
      ].join("\n"),
    );
  });

  test("fails when only Terraform knows its names", () => {
    const message = refusal((stack) => {
      const { stringValue: domainName } = new TerraformVariable(stack, "name", {});
      new Certificate(stack, "certificate", { zoneId, domainName });
    });
    expect(message).toBe(
      "test/certificate: 'domainName' must be known at synthesis, got a value that only Terraform knows; write the value itself: what is made depends on it",
    );
  });
});

test("an alias record fails when its name is none", () => {
  const message = refusal((scope) => {
    const target = { dnsName: "main-1.eu-west-1.elb.amazonaws.com", dnsZoneId: "Z32O12XQLNTSW2" };
    new AliasRecord(scope, "alias", { zoneId, name: "app", target });
  });
  expect(message).toBe(
    `test/alias: 'name' must be a domain name in lowercase letters, got "app"; write it like app.example.com or *.example.com`,
  );
});

test("an alias record gives a balancer a name that fails over with its health", () => {
  const stack = synthesize((scope) => {
    const target = { dnsName: "main-1.eu-west-1.elb.amazonaws.com", dnsZoneId: "Z32O12XQLNTSW2" };
    new AliasRecord(scope, "alias", { zoneId, name: "app.example.com", target });
  });
  expect(stack.only("aws_route53_record")).toMatchObject({
    type: "A",
    name: "app.example.com",
    alias: { name: "main-1.eu-west-1.elb.amazonaws.com", zone_id: "Z32O12XQLNTSW2" },
  });
});
