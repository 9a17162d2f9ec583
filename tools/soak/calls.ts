import type { IncomingMessage } from "node:http";

/** A call to AWS, as its request tells. */
export interface Call {
  /** Such as `ec2`; empty if it is not signed. */
  readonly service: string;
  /** Such as `CreateVpc`; the method for services that have no names in their requests. */
  readonly operation: string;
  /** All attempts of one call have it in common. */
  readonly invocation: string;
  readonly protocol: "query" | "json" | "rest";
}

const READING = /^(Describe|List|Get|Head|Lookup|Simulate|GET$|HEAD$)/;

/** What a request calls. */
export function callOf({ headers, method = "GET" }: IncomingMessage, body: Buffer): Call {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  const [, service = ""] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "") ?? [];
  const target = header(headers["x-amz-target"]);
  const action = target === "" ? /(?:^|&)Action=(\w+)/.exec(body.toString("latin1"))?.[1] : undefined;
  return {
    service,
    operation: target === "" ? (action ?? method) : (target.split(".").at(-1) ?? ""),
    invocation: header(headers["amz-sdk-invocation-id"]),
    protocol: target !== "" ? "json" : action !== undefined ? "query" : "rest",
  };
}

/** Whether a call changes what is described; Terraform's own state and its lock do not count. */
export function isMutating({ service, operation }: Call): boolean {
  return service !== "" && service !== "s3" && service !== "sts" && !READING.test(operation);
}

function header(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}
