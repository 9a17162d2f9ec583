// @ts-check
import assert from "node:assert/strict";
import { hostname } from "node:os";
import { test } from "node:test";
import { Service, ask } from "./service.js";

const cases = [
  { method: "GET", path: "/", status: 200, body: `I am: ${hostname()}` },
  { method: "GET", path: "/?from=alb", status: 200, body: `I am: ${hostname()}` },
  { method: "GET", path: "/health", status: 200, body: "Service status: RUNNING" },
  { method: "HEAD", path: "/health", status: 200, body: "" },
  { method: "GET", path: "/health/", status: 404, body: "Not found" },
  { method: "GET", path: "/other", status: 404, body: "Not found" },
  { method: "GET", path: "//", status: 404, body: "Not found" },
  { method: "POST", path: "/", status: 404, body: "Not found" },
];

for (const { method, path, status, body } of cases) {
  test(`[S1.17] answers ${method} ${path} with ${status} ${JSON.stringify(body)}`, async (t) => {
    const port = await new Service(t, { PORT: "0" }).port();
    const answer = await ask({ port, method, path });
    assert.equal(answer.status, status);
    assert.equal(answer.body, body);
  });
}

test("keeps an idle connection longer than the 60 s of the load balancer", async (t) => {
  const port = await new Service(t, { PORT: "0" }).port();
  const { headers } = await ask({ port, headers: { Connection: "keep-alive" } });
  assert.equal(headers.connection, "keep-alive");
  assert.equal(headers["keep-alive"], "timeout=65");
});
