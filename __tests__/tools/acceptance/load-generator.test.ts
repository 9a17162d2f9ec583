import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { LoadGenerator, requireNoLoss } from "../../../tools/acceptance/load-generator";

/** Puts load on a service until it has got so many requests; `answer` gets the number of each, and returns its status. */
async function loadOn(answer: (request: number) => number | "reset", requests: number) {
  let served = 0;
  let enough: () => void = () => undefined;
  const seen = new Promise<void>((resolve) => (enough = resolve));
  const server: Server = createServer((request, response) => {
    served += 1;
    const status = answer(served);
    if (status === "reset") {
      request.socket.destroy();
    } else {
      response.writeHead(status).end();
    }
    if (served === requests) {
      enough();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const load = LoadGenerator.start(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await seen;
  const result = await load.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return { ...result, served };
}

test("every request is counted, and none is lost where all are answered", async () => {
  const { requests, served, lost } = await loadOn(() => 200, 10);

  expect(requests).toBe(served);
  expect(lost).toEqual([]);
  expect(requireNoLoss({ requests, lost })).toBe(`${requests} requests, none lost`);
});

test("a request without a good answer is lost, and it is told what happened", async () => {
  const { lost } = await loadOn((request) => (request === 3 ? 502 : request === 5 ? "reset" : 200), 10);

  expect(lost).toHaveLength(2);
  expect(lost[0]).toMatch(/^\d{4}-\d\d-\d\dT\S+Z status 502$/);
  expect(lost[1]).toMatch(/^\d{4}-\d\d-\d\dT\S+Z fetch failed: .+$/);
});

test("fails when a request was lost, or none was sent", () => {
  expect(() => requireNoLoss({ requests: 9, lost: ["a", "b", "c", "d"] })).toThrow(
    "4 of 9 requests were lost, the first ones: a; b; c.",
  );
  expect(() => requireNoLoss({ requests: 0, lost: [] })).toThrow("No request was sent.");
  expect(() => requireNoLoss(undefined)).toThrow("No request was sent.");
});
