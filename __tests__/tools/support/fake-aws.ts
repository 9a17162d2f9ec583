import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as AWS gets it. */
export interface AwsCall {
  /** E.g. `RunTask`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What the service answers to a call: its output, or an error; of those that speak XML, the content of their result. */
export type Answer =
  | object
  | { readonly status: number; readonly error: object }
  | { readonly xml: string }
  | { readonly ec2Xml: string };

/**
 * AWS on 127.0.0.1, as far as its protocols go: JSON, with the operation in a header, for ECS, CloudWatch Logs and others;
 * forms, answered by XML, for Elastic Load Balancing and IAM, and without a result around it for EC2.
 */
export interface FakeAws {
  readonly endpoint: string;
  readonly calls: AwsCall[];
  readonly close: () => Promise<void>;
}

/** Starts a service whose answers are computed from the calls. */
export async function startFakeAws(answer: (call: AwsCall, earlier: number) => Answer): Promise<FakeAws> {
  const calls: AwsCall[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const call = callOf(request, body);
      const { operation } = call;
      const earlier = calls.filter((one) => one.operation === operation).length;
      calls.push(call);
      const output = answer(call, earlier);
      if ("xml" in output || "ec2Xml" in output) {
        const content =
          "xml" in output ? `<${operation}Result>${output.xml}</${operation}Result>` : output.ec2Xml;
        response.writeHead(200, { "Content-Type": "text/xml" });
        response.end(`<${operation}Response>${content}</${operation}Response>`);
        return;
      }
      const [status, content] = "error" in output ? [output.status, output.error] : [200, output];
      response.writeHead(status, { "Content-Type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(content));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function callOf({ headers }: IncomingMessage, body: string): AwsCall {
  const target = headers["x-amz-target"];
  if (typeof target === "string") {
    return { operation: target.split(".").at(-1) ?? "", input: JSON.parse(body) as AwsCall["input"] };
  }
  const { Action: operation = "", ...input } = Object.fromEntries(new URLSearchParams(body));
  return { operation, input };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
