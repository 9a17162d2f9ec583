import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { FaultProxy } from "../../../tools/soak/fault-proxy";
import type { Fault } from "../../../tools/soak/faults";

let aws: Server;
let proxy: FaultProxy;
const processed: string[] = [];

beforeAll(async () => {
  aws = createServer((request, response) => {
    request.on("data", (body: Buffer) => processed.push(body.toString()));
    request.on("end", () => response.end("done"));
  });
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
  proxy = await FaultProxy.before(`http://127.0.0.1:${(aws.address() as AddressInfo).port}`);
});

beforeEach(() => processed.splice(0));

afterAll(async () => {
  await proxy.close();
  await new Promise((resolve) => aws.close(resolve));
});

/** A call of EC2's as an SDK would sign it. */
async function call(action: string, invocation = action): Promise<string> {
  const response = await fetch(proxy.endpoint, {
    method: "POST",
    body: `Action=${action}&Version=2016-11-15`,
    headers: {
      authorization: "AWS4-HMAC-SHA256 Credential=x/20261121/eu-west-1/ec2/aws4_request, Signature=0",
      "amz-sdk-invocation-id": invocation,
    },
  });
  return `${response.status} ${await response.text()}`;
}

function always(fault: Fault) {
  return { choose: () => fault };
}

describe("the proxy before the local AWS", () => {
  test("hands calls on, and counts those that change something", async () => {
    const counted: number[] = [];
    proxy.use({ onMutation: (n) => counted.push(n) });

    expect(await call("CreateVpc")).toBe("200 done");
    expect(await call("DescribeVpcs")).toBe("200 done");
    expect(await call("DeleteVpc")).toBe("200 done");
    expect(counted).toEqual([1, 2]);
    expect(proxy.count).toBe(2);
  });

  test("loses the answers to a call, and to all attempts to repeat it, that was processed", async () => {
    proxy.use({ choose: (_, mutation) => (mutation === 1 ? "lost-answer" : undefined) });

    await expect(call("CreateVpc", "one")).rejects.toThrow();
    await expect(call("CreateVpc", "one")).rejects.toThrow();
    expect(await call("CreateVpc", "other")).toBe("200 done");
    expect(processed).toHaveLength(3);
    expect(proxy.count).toBe(2);
  });

  test.each([
    ["throttling", "400 <Response><Errors><Error><Code>ThrottlingException</Code>"],
    ["server-error", "500 <Response><Errors><Error><Code>InternalError</Code>"],
    ["expired-token", "403 <Response><Errors><Error><Code>ExpiredToken</Code>"],
  ] as const)("answers with %s, and processes nothing", async (fault, answer) => {
    proxy.use(always(fault));

    expect(await call("CreateVpc")).toContain(answer);
    expect(processed).toEqual([]);
  });

  test("resets connections, and processes nothing", async () => {
    proxy.use(always("reset"));

    await expect(call("CreateVpc")).rejects.toThrow();
    expect(processed).toEqual([]);
  });
});
