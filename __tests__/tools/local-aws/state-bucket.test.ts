import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { createStateBucket } from "../../../tools/local-aws/state-bucket";
import { UserError } from "../../../tools/process/user-error";

test("fails with one line when the emulator answers with an error of its own", async () => {
  const server = createServer((_, response) => {
    response.writeHead(500).end("<Error><Code>InternalError</Code><Message>no</Message></Error>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  await expect(createStateBucket(endpoint, "states", "eu-west-1")).rejects.toThrow(
    new UserError(
      "The local AWS did not make the state bucket 'states' (500): no; see .local-aws/moto.log, and start it anew with 'npm start'.",
    ),
  );
  await new Promise((resolve) => server.close(resolve));
});
