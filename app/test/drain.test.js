// @ts-check
import assert from "node:assert/strict";
import { Agent } from "node:http";
import { hostname } from "node:os";
import { performance } from "node:perf_hooks";
import { describe, test } from "node:test";
import { Service, ask, openConnection } from "./service.js";

const requestStart = "GET / HTTP/1.1\r\nHost: ";
const requestRest = "localhost\r\n\r\n";
const lastAnswer = new RegExp(`^HTTP/1.1 200 OK\r\nConnection: close\r\n[^]*\r\n\r\nI am: ${hostname()}$`);

/** How long the process may take: `docker stop` kills after 10 s, ECS after 30 s. */
const KILLED_AFTER_MS = 10_000;

describe("draining", { concurrency: true }, () => {
  test("loses no request when SIGTERM comes under load", async (t) => {
    const service = new Service(t, { PORT: "0" });
    const port = await service.port();
    let answered = 0;
    let answeredWhileDraining = 0;
    let signalledAt = Number.NaN;

    /** Sends one request after another until an answer says that the connection closes. */
    async function load(/** @type {boolean} */ reconnects) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let last = false; !last;) {
        const { status, headers, body } = await ask({ port, agent });
        assert.equal(status, 200);
        assert.equal(body, `I am: ${hostname()}`);
        last = headers.connection === "close";
        answered += 1;
        if (last) answeredWhileDraining += 1;
        if (answered === 1000) {
          signalledAt = performance.now();
          service.process.kill("SIGTERM");
        }
        if (reconnects) agent.destroy();
      }
      agent.destroy();
    }
    const clients = Array.from({ length: 40 }, (_, index) => load(index % 2 === 0));
    const outcomes = await Promise.allSettled(clients);

    const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    assert.deepEqual(lost, []);
    assert.equal(answeredWhileDraining, clients.length);
    assert.deepEqual(await service.ended, { code: 0, signal: null });
    assert.ok(performance.now() - signalledAt < KILLED_AFTER_MS);
  });

  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"])) {
    test(`answers what arrives on open connections after ${signal}, then exits with 0`, async (t) => {
      const service = new Service(t, { PORT: "0" });
      const port = await service.port();
      const unused = await openConnection(port);
      const halfSent = await openConnection(port);
      halfSent.send(requestStart);
      const reused = await openConnection(port);
      reused.send(requestStart + requestRest);
      await reused.nextData();

      await service.drain(signal);
      unused.send(requestStart + requestRest);
      halfSent.send(requestRest);
      reused.send(requestStart + requestRest);
      await reused.nextData();

      assert.match(await unused.closed, lastAnswer);
      assert.match(await halfSent.closed, lastAnswer);
      const [, second] = (await reused.closed).split(/(?<=I am: .*)(?=HTTP)/);
      assert.match(second ?? "", lastAnswer);
      assert.deepEqual(await service.ended, { code: 0, signal: null });
      assert.match(service.stdout, /Drained\n$/);
    });
  }

  test("closes idle connections and the port after a while, but not a half-sent request", async (t) => {
    const service = new Service(t, { PORT: "0" });
    const port = await service.port();
    const halfSent = await openConnection(port);
    halfSent.send(requestStart);
    const idle = await openConnection(port);
    idle.send(requestStart + requestRest);
    await idle.nextData();

    await service.drain("SIGTERM");
    assert.match(await idle.closed, /Connection: keep-alive/);
    await assert.rejects(ask({ port }), { code: "ECONNREFUSED" });
    halfSent.send(requestRest);
    assert.match(await halfSent.closed, lastAnswer);
    assert.deepEqual(await service.ended, { code: 0, signal: null });
  });

  test("exits with 0 before it is killed when a request never ends", async (t) => {
    const service = new Service(t, { PORT: "0" });
    const halfSent = await openConnection(await service.port());
    halfSent.send(requestStart);

    await service.drain("SIGTERM");
    const drainedFrom = performance.now();
    assert.deepEqual(await service.ended, { code: 0, signal: null });
    assert.ok(performance.now() - drainedFrom < KILLED_AFTER_MS);
    assert.match(service.stdout, /Cutting off what is still open after 8 s\nDrained\n$/);
  });

  for (const { first, second, code } of /** @type {const} */ ([
    { first: "SIGTERM", second: "SIGTERM", code: 143 },
    { first: "SIGTERM", second: "SIGINT", code: 130 },
  ])) {
    test(`exits at once with ${code} when ${second} follows ${first}`, async (t) => {
      const service = new Service(t, { PORT: "0" });
      const halfSent = await openConnection(await service.port());
      halfSent.send(requestStart);

      await service.drain(first);
      service.process.kill(second);
      assert.deepEqual(await service.ended, { code, signal: null });
      assert.doesNotMatch(service.stdout, /Cutting off|Drained/);
    });
  }
});
