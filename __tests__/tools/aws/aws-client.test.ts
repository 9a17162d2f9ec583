import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ECSClient, ListClustersCommand } from "@aws-sdk/client-ecs";

import { callAws, clientConfig } from "../../../tools/aws/aws-client";
import { UserError } from "../../../tools/process/user-error";

const ask = (client: ECSClient) => callAws(() => client.send(new ListClustersCommand({})));

/** A client of an address at which nothing listens any more, or that gives this answer. */
async function withClient(
  answer: { readonly status: number; readonly body: string } | undefined,
  use: (client: ECSClient, endpoint: string) => Promise<void>,
): Promise<void> {
  const server = createServer((_, response) => {
    response.writeHead(answer?.status ?? 500).end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => server.close(resolve));
  const endpoint = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (answer === undefined) {
    await close();
  }
  const local = { endpoint: `http://${endpoint}`, region: "eu-west-1", pid: 1 };
  const client = new ECSClient({ ...clientConfig("eu-west-1", local), maxAttempts: 1 });
  try {
    await use(client, endpoint);
  } finally {
    client.destroy();
    await close();
  }
}

test("an answer is given back", async () => {
  await withClient({ status: 200, body: '{"clusterArns":["one"]}' }, async (client) => {
    expect((await ask(client)).clusterArns).toEqual(["one"]);
  });
});

test("what AWS refuses is told in one line", async () => {
  const body = '{"__type":"AccessDeniedException","message":"User: ann is not authorized"}';
  await withClient({ status: 400, body }, async (client) => {
    await expect(ask(client)).rejects.toThrow(
      new UserError(
        "AWS refuses: AccessDeniedException: User: ann is not authorized: check with 'aws sts get-caller-identity' that these are the right account and role.",
      ),
    );
  });
});

test("that nobody answers is told in one line", async () => {
  await withClient(undefined, async (client, endpoint) => {
    const error = await ask(client).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(UserError);
    // Jest's Error is not Node's: the SDK says so in between.
    expect((error as UserError).message.replace("AWS SDK error wrapper for Error: ", "")).toBe(
      `AWS cannot be reached: connect ECONNREFUSED ${endpoint}`,
    );
  });
});

test("without credentials, it says how to sign in", async () => {
  const error = Object.assign(new Error("Could not load credentials"), { name: "CredentialsProviderError" });

  await expect(callAws(() => Promise.reject(error))).rejects.toThrow(
    new UserError(
      "There are no AWS credentials: set AWS_PROFILE or sign in first, or see 'npm run plan -- --help' for --local and --offline.",
    ),
  );
});

test("a fault of the program stays one", async () => {
  const error = new TypeError("undefined is not a function");

  await expect(callAws(() => Promise.reject(error))).rejects.toBe(error);
});
