import { TerraformOutput } from "cdktf";
import { AliasRecord, Certificate, type CertificateProps } from "../../modules/dns";
import { synthesize, type SynthesizedStack } from "../support/synth";

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

  test("fails when a name is in capital letters", () => {
    expect(() => withCertificate({ alternativeNames: ["Example.com"] })).toThrow(
      new Error(
        "test/certificate: 'alternativeNames[0]' must be a domain name in lowercase letters, got \"Example.com\";" +
          " write it like app.example.com or *.example.com",
      ),
    );
  });

  test("fails when the zone is named and not its id given", () => {
    expect(() => withCertificate({ zoneId: "example.com" })).toThrow(
      new Error(
        "test/certificate: 'zoneId' must be the id of a hosted zone, got \"example.com\";" +
          " copy it from the Route 53 console: Z0123…",
      ),
    );
  });
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
