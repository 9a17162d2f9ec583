/** A request as it goes over the wire. */
export interface SignedRequest {
  /** The name under which the service's requests are signed, such as `elasticloadbalancing`. */
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** An answer's status and, if it is an error, the error's code and message. */
export interface Answer {
  readonly status: number;
  readonly error?: string;
}

/** Sends a request whose signature nobody checks, and reads an error of any protocol. */
export async function send(endpoint: string, request: SignedRequest): Promise<Answer> {
  const scope = `local/20260101/eu-west-1/${request.service}/aws4_request`;
  const answer = await fetch(`${endpoint}${request.path ?? "/"}`, {
    method: request.method ?? "POST",
    headers: {
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      ...request.headers,
    },
    body: request.body,
  });
  const text = await answer.text();
  return answer.ok ? { status: answer.status } : { status: answer.status, error: errorIn(text) };
}

export function json(service: string, target: string, parameters: object): SignedRequest {
  return {
    service,
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target },
    body: JSON.stringify(parameters),
  };
}

export function form(service: string, parameters: Record<string, string>): SignedRequest {
  return {
    service,
    headers: { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams(parameters).toString(),
  };
}

function errorIn(text: string): string {
  if (text.startsWith("{")) {
    const { __type, message, ErrorCode, Message } = JSON.parse(text) as Record<string, string>;
    return `${__type ?? ErrorCode ?? ""}: ${message ?? Message ?? ""}`;
  }
  const part = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(text)?.[1] ?? "";
  return `${part("Code")}: ${part("Message")}`;
}
