// @ts-check
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { Service } from "./service.js";

test("logs the port and the environment it runs in as one line", async (t) => {
  const service = new Service(t, { PORT: "0", ENVIRONMENT: "acc" });
  const port = await service.port();
  assert.notEqual(port, 0);
  assert.equal(service.stdout, `Listening on port ${port}, environment acc\n`);
});

test("says so when the environment is not set", async (t) => {
  const service = new Service(t, { PORT: "0" });
  const port = await service.port();
  assert.equal(service.stdout, `Listening on port ${port}, environment not set\n`);
});

for (const port of ["", "http", "-1", "80.5", "0x50", " 8080", "65536", "80\n"]) {
  test(`fails when PORT is ${JSON.stringify(port)}`, async (t) => {
    const service = new Service(t, { PORT: port });
    assert.deepEqual(await service.ended, { code: 1, signal: null });
    assert.equal(
      service.stderr,
      `PORT: must be an integer from 0 to 65535, got ${JSON.stringify(port)}; unset it for 8080\n`,
    );
    assert.equal(service.stdout, "");
  });
}

test("fails when the port is already in use", async (t) => {
  const other = createServer().listen(0, "127.0.0.1");
  t.after(() => other.close());
  await once(other, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());

  const service = new Service(t, { PORT: String(port) });
  assert.deepEqual(await service.ended, { code: 1, signal: null });
  assert.equal(service.stderr, `PORT: ${port} is already in use; set it to another port\n`);
  assert.equal(service.stdout, "");
});
