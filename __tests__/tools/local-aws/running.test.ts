import { existsSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";

import { announce, findRunning, refuseSecond } from "../../../tools/local-aws/running";
import { UserError } from "../../../tools/process/user-error";
import { temporaryFolder } from "../support/folders";

const NONE = new UserError("No local AWS runs: start it with 'npm start' in another terminal.");

let server: Server;
let project: string;

beforeEach(async () => {
  project = temporaryFolder();
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  server.close();
});

/** The announcement of somebody who listens. */
function running() {
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, region: "eu-west-1", pid: 4711 };
}

async function stopListening(): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}

describe("the announcement of a local AWS", () => {
  test("is found by the other commands", async () => {
    await announce(project, running());

    expect(await findRunning(project)).toEqual(running());
  });

  test("is gone when it is taken back", async () => {
    const withdraw = await announce(project, running());
    withdraw();

    expect(existsSync(join(project, ".local-aws", "running.json"))).toBe(false);
    await expect(findRunning(project)).rejects.toThrow(NONE);
  });

  test("is replaced when who left it has crashed", async () => {
    await announce(project, { ...running(), endpoint: "http://127.0.0.1:1" });
    await announce(project, running());

    expect(await findRunning(project)).toEqual(running());
  });

  test("fails when a local AWS runs already, and does not disturb that", async () => {
    await announce(project, running());

    const refusal = new UserError(
      `A local AWS runs already (npm start, process 4711, ${running().endpoint}): use it with '-- --local', or end it with Ctrl-C first.`,
    );
    await expect(refuseSecond(project)).rejects.toThrow(refusal);
    await expect(announce(project, { ...running(), pid: 1 })).rejects.toThrow(refusal);
    expect(await findRunning(project)).toEqual(running());
  });
});

describe("findRunning", () => {
  test("fails when nothing was announced", async () => {
    await expect(findRunning(project)).rejects.toThrow(NONE);
  });

  test("fails when what was announced has crashed", async () => {
    await announce(project, running());
    await stopListening();

    await expect(findRunning(project)).rejects.toThrow(NONE);
  });
});
