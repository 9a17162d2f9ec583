// @ts-check
import { createServer } from "node:http";
import { constants, hostname } from "node:os";
import { setTimeout } from "node:timers";

/**
 * The load balancer keeps an idle connection for 60 s to use it again. The service must keep it longer:
 * were it the first to close, a request could meet a closed connection and become a 502.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout
 */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/**
 * Longer still, because it also limits how long a connection may wait for its first request: Node's
 * default of 60 s would close one that the load balancer is about to use.
 */
const HEADERS_TIMEOUT_MS = 66_000;

/**
 * How long the service keeps listening after the signal, and keeps idle connections open: a request may
 * be on its way on one of them, and whoever sends the requests may not know yet that it stops.
 */
const GRACE_MS = 2_000;

/**
 * When it cuts off what is still open. It must come before the process is killed: after 30 s by default
 * on ECS (stopTimeout), after 10 s by `docker stop`.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const DRAIN_LIMIT_MS = 8_000;

/** @type {ReadonlyMap<string, string>} What each path answers. In a container the host name is its id. */
const answers = new Map([
  ["/", `I am: ${hostname()}`],
  ["/health", "Service status: RUNNING"],
]);

let draining = false;

const server = createServer((request, response) => {
  const path = request.url?.split("?", 1)[0] ?? "";
  const isRead = request.method === "GET" || request.method === "HEAD";
  const answer = isRead ? answers.get(path) : undefined;
  if (draining) response.setHeader("Connection", "close");
  response.statusCode = answer === undefined ? 404 : 200;
  response.setHeader("Content-Type", "text/plain");
  response.end(answer ?? "Not found");
});
server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
server.headersTimeout = HEADERS_TIMEOUT_MS;

/**
 * Listens on all interfaces, because requests come from outside of the container.
 * @param {number} port 0 lets the system choose a free one
 */
function listen(port) {
  server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
    const reason = error.code === "EADDRINUSE" ? "already in use" : `not available (${error.code})`;
    fail(`PORT: ${port} is ${reason}; set it to another port`);
  });
  server.listen(port, () => {
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    console.log(`Listening on port ${address.port}, environment ${process.env.ENVIRONMENT ?? "not set"}`);
  });
}

/**
 * Finishes what is in flight; the process then ends with exit code 0. A second signal ends it at once.
 * @param {NodeJS.Signals} signal
 */
function drain(signal) {
  // Process 1 of a container has no default action for signals: giving up the handler would ignore them.
  if (draining) process.exit(128 + constants.signals[signal]);
  draining = true;
  console.log(`Received ${signal}, draining`);

  // Not at once: close() resets the connections that wait to be accepted and cuts the idle ones.
  setTimeout(() => server.close(() => console.log("Drained")), GRACE_MS);
  // Unreferenced: it must not keep the process alive when the last connection is closed earlier.
  setTimeout(() => {
    console.log(`Cutting off what is still open after ${DRAIN_LIMIT_MS / 1000} s`);
    server.closeAllConnections();
  }, DRAIN_LIMIT_MS).unref();
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 1;
}

const port = process.env.PORT ?? "8080";
if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) {
  process.on("SIGTERM", drain);
  process.on("SIGINT", drain);
  listen(Number(port));
} else {
  fail(`PORT: must be an integer from 0 to 65535, got ${JSON.stringify(port)}; unset it for 8080`);
}
