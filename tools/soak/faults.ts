import type { ServerResponse } from "node:http";

import type { Call } from "./calls";

/** What goes wrong with a call. */
export type Fault =
  /** It is answered with an error, and not processed. */
  | "server-error"
  | "throttling"
  | "expired-token"
  /** The connection is reset before it is processed. */
  | "reset"
  /** It is processed, and the connection is reset. */
  | "lost-answer";

/** Faults that are answers: the code, and the status with the JSON, query and REST protocols. */
const ANSWERS = {
  "server-error": { code: "InternalError", status: 500 },
  throttling: { code: "ThrottlingException", status: 400 },
  "expired-token": { code: "ExpiredToken", status: 403 },
} as const;

/** Answers with the error, as AWS would. See https://smithy.io/2.0/aws/protocols */
export function answerWith(fault: keyof typeof ANSWERS, call: Call, response: ServerResponse): void {
  const { code, status } = ANSWERS[fault];
  if (call.protocol === "json" || (call.protocol === "rest" && call.service !== "s3")) {
    const name = fault === "expired-token" ? "ExpiredTokenException" : code;
    response.writeHead(status, { "Content-Type": "application/x-amz-json-1.1", "X-Amzn-ErrorType": name });
    response.end(JSON.stringify({ __type: name, message: "injected" }));
    return;
  }
  const error = `<Error><Code>${code}</Code><Message>injected</Message></Error>`;
  const bodies: Readonly<Partial<Record<string, string>>> = {
    s3: error,
    ec2: `<Response><Errors>${error}</Errors><RequestID>0</RequestID></Response>`,
  };
  response.writeHead(status, { "Content-Type": "text/xml" });
  response.end(bodies[call.service] ?? `<ErrorResponse>${error}<RequestId>0</RequestId></ErrorResponse>`);
}
