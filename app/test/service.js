// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";

const serverPath = fileURLToPath(new URL("../server.js", import.meta.url));

/** The service as a process of its own, started with `env` added to this process's environment. */
export class Service {
  stdout = "";
  stderr = "";

  /**
   * @param {import("node:test").TestContext} t kills the process when the test ends, if it still runs
   * @param {NodeJS.ProcessEnv} env undefined unsets a variable
   */
  constructor(t, env) {
    this.process = spawn(process.execPath, [serverPath], {
      env: { ...process.env, PORT: undefined, ENVIRONMENT: undefined, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // A service that hangs ends the test, too.
      timeout: 60_000,
      killSignal: "SIGKILL",
    });
    this.process.stdout.on("data", (text) => (this.stdout += text));
    this.process.stderr.on("data", (text) => (this.stderr += text));
    /** Its exit code and the signal that killed it; one of them is null. */
    this.ended = once(this.process, "close").then(([code, signal]) => ({ code, signal }));
    t.after(() => this.process.kill("SIGKILL"));
  }

  /**
   * Resolves when the output matches; rejects when the process ends before.
   * @param {RegExp} pattern
   * @returns {Promise<RegExpExecArray>}
   */
  async prints(pattern) {
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match !== null) return match;
      const next = await Promise.race([once(this.process.stdout, "data"), this.ended]);
      if (!Array.isArray(next) && !pattern.test(this.stdout)) {
        throw new Error(`the service ended without printing ${pattern}: ${this.stdout}${this.stderr}`);
      }
    }
  }

  /** The port it listens on. */
  async port() {
    const [, port] = await this.prints(/Listening on port (\d+)/);
    return Number(port);
  }

  /**
   * Sends a signal and waits until the service has noticed.
   * @param {NodeJS.Signals} signal
   */
  async drain(signal) {
    this.process.kill(signal);
    await this.prints(new RegExp(`Received ${signal}, draining\n`));
  }
}

/**
 * One request and its complete answer; rejects when the connection ends before that.
 * @param {import("node:http").RequestOptions} options
 * @returns {Promise<{ status: number | undefined, headers: import("node:http").IncomingHttpHeaders, body: string }>}
 */
export function ask(options) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", ...options }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text) => (body += text));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    outgoing.on("error", reject).end();
  });
}

/**
 * An open connection, to send a request in parts.
 * @param {number} port
 */
export async function openConnection(port) {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (text) => (received += text));
  const closed = once(socket, "close").then(() => received);
  await once(socket, "connect");
  return {
    /** @param {string} text */
    send: (text) => void socket.write(text),
    /** Resolves when more has been received. */
    nextData: () => once(socket, "data"),
    /** Resolves with all that was received, when the connection has ended. */
    closed,
  };
}
