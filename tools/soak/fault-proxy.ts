import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { type Call, callOf, isMutating } from "./calls";
import { answerWith, type Fault } from "./faults";

/** What is to go wrong. */
export interface FaultPlan {
  /** Decides on a call before it is processed. */
  readonly choose?: (call: Call, mutation: number | undefined) => Fault | undefined;
  /** Called when the n-th mutating call was processed, before it is answered. */
  readonly onMutation?: (n: number, call: Call) => void;
}

/** Stands between Terraform and the local AWS, counts mutating calls, and lets things go wrong. */
export class FaultProxy {
  private plan: FaultPlan = {};
  private mutations = 0;
  /** Calls whose answers are lost, whatever attempt they belong to. */
  private readonly lost = new Set<string>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async before(endpoint: string): Promise<FaultProxy> {
    const server = createServer();
    const proxy = new FaultProxy(server, new URL(endpoint));
    server.on("request", (incoming: IncomingMessage, response: ServerResponse) => {
      void proxy.handle(incoming, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How many mutating calls were processed since the last plan. */
  get count(): number {
    return this.mutations;
  }

  /** From now on this goes wrong, and calls are counted anew. */
  use(plan: FaultPlan): void {
    this.plan = plan;
    this.mutations = 0;
    this.lost.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) {
        chunks.push(chunk as Buffer);
      }
    } catch {
      return; // the client has gone
    }
    const body = Buffer.concat(chunks);
    const call = callOf(incoming, body);
    // Another attempt is not another call.
    const isRepeated = call.invocation !== "" && this.lost.has(call.invocation);
    const mutation = isMutating(call) && !isRepeated ? this.mutations + 1 : undefined;
    const fault = isRepeated ? "lost-answer" : this.plan.choose?.(call, mutation);
    if (fault === "reset") {
      incoming.socket.resetAndDestroy();
    } else if (fault === undefined || fault === "lost-answer") {
      if (fault === "lost-answer") {
        this.lost.add(call.invocation);
      }
      const counted = mutation === undefined ? undefined : call;
      this.forward(incoming, body, response, counted, fault === "lost-answer");
    } else {
      answerWith(fault, call, response);
    }
  }

  private forward(
    incoming: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    counted: Call | undefined,
    isLost: boolean,
  ): void {
    const { hostname, port } = this.target;
    const { method, url: path } = incoming;
    // The whole body is here already: nobody need be asked whether it may come.
    const headers = { ...incoming.headers };
    delete headers.expect;
    const outgoing = request({ hostname, port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        if (counted !== undefined) {
          this.mutations += 1;
          this.plan.onMutation?.(this.mutations, counted);
        }
        if (isLost) {
          incoming.socket.resetAndDestroy();
        } else {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          response.end(Buffer.concat(chunks));
        }
      });
    });
    outgoing.on("error", () => incoming.socket.destroy());
    outgoing.end(body);
  }
}
