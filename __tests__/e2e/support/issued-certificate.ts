import { setTimeout as delay } from "node:timers/promises";
import { callJsonService } from "./json-service";

/** Has a certificate that a balancer can use: one that has been issued. */
export async function issuedCertificate(region: string): Promise<string> {
  const call = <Answer>(operation: string, body: object) =>
    callJsonService<Answer>({ service: "acm", region, target: `CertificateManager.${operation}` }, body);
  const { CertificateArn } = await call<{ CertificateArn: string }>("RequestCertificate", {
    DomainName: "www.example.com",
    ValidationMethod: "DNS",
  });
  const status = async () => {
    const answer = await call<{ Certificate: { Status: string } }>("DescribeCertificate", { CertificateArn });
    return answer.Certificate.Status;
  };
  while ((await status()) !== "ISSUED") {
    await delay(500);
  }
  return CertificateArn;
}
