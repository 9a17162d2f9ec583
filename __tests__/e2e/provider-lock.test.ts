import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createStateBucket } from "../../tools/local-aws/state-bucket";
import { terraformPlatform } from "../../tools/terraform/provider-mirror";
import { clientConfig } from "./support/aws-clients";
import { CommandFolder } from "./support/command";
import { describeE2e, localAws } from "./support/describe-e2e";

const MINUTES = 60_000;
const NAME = "locked";
const PLAN = `plan --json -c name=${NAME}`;

describeE2e("the lock file of a stack's providers", () => {
  const folder = new CommandFolder("__tests__/e2e/programs/one-cluster.ts");
  const kept = join(folder.path, "locks", `${NAME}.hcl`);
  const used = join(folder.path, "cdktf.out/stacks", NAME, ".terraform.lock.hcl");

  /** As on a machine that has only what is committed. */
  const forget = () => {
    rmSync(join(folder.path, "cdktf.out"), { recursive: true, force: true });
  };

  beforeAll(() => createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", `${NAME}-states`, "eu-west-1"));

  afterAll(() => {
    folder.remove();
  });

  test(
    "is kept in the project, and good for another machine as it is",
    async () => {
      expect(await folder.run(PLAN)).toMatchObject({ code: 0, stderr: "" });
      const first = readFileSync(kept, "utf8");
      forget();

      expect(await folder.run(PLAN)).toMatchObject({ code: 0, stderr: "" });
      expect(first).toMatch(/^provider "\S+\/hashicorp\/aws" \{\n {2}version {5}= "5\.\d+\.\d+"$/m);
      expect(readFileSync(kept, "utf8")).toBe(first);
      expect(readFileSync(used, "utf8")).toBe(first);
    },
    2 * MINUTES,
  );

  test(
    "fails when it has other checksums than the provider that is there",
    async () => {
      const good = readFileSync(kept, "utf8");
      const wrong = good.replace(/"h1:.*"/g, `"h1:${Buffer.alloc(32).toString("base64")}"`);
      writeFileSync(kept, wrong.replace(/^.*"zh:.*\n/gm, ""));
      const { code, stderr } = await folder.run(PLAN);
      writeFileSync(kept, good);

      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^The provider \S+\/hashicorp\/aws 5\.\d+\.\d+ has none of the checksums in 'locks\/locked\.hcl'\./,
      );
    },
    1 * MINUTES,
  );

  test(
    "fails when it has a version that the stack does not take, until --upgrade",
    async () => {
      const good = readFileSync(kept, "utf8");
      writeFileSync(kept, good.replace(/"5\.\d+\.\d+"/, '"5.99.0"'));
      const { code, stderr } = await folder.run(PLAN);
      const upgraded = await folder.run(`${PLAN} --upgrade`);

      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^'locks\/locked\.hcl' has \S+\/hashicorp\/aws 5\.99\.0, but the stack needs '~> 5\.100': lock another version with 'npm run plan -- --upgrade --app ".*" -c name=locked'\.\n$/,
      );
      expect(upgraded).toMatchObject({ code: 0, stderr: "" });
      expect(/version {5}= ".*"/.exec(readFileSync(kept, "utf8"))).toEqual(/version {5}= ".*"/.exec(good));
    },
    5 * MINUTES,
  );
});

describeE2e("a state that somebody else has written", () => {
  const folder = new CommandFolder("__tests__/e2e/programs/one-cluster.ts");
  const name = "foreign";
  const provider = "example.com/foreign/foreign";
  const mirror = join(folder.path, "mirror");
  const program = join(mirror, provider, "1.0.0", terraformPlatform(), "terraform-provider-foreign_v1.0.0");
  const started = join(folder.path, "started");

  /** The configuration that finds the AWS provider, with a mirror for one provider more. */
  function cliConfig(): string {
    const { TF_CLI_CONFIG_FILE: file } = localAws();
    const direct = "provider_installation {\n  direct {\n    exclude = []\n  }\n}\n";
    const base = file === undefined ? direct : readFileSync(file, "utf8");
    const own = `  filesystem_mirror {\n    path    = "${mirror}"\n    include = ["${provider}"]\n  }\n`;
    const config = join(folder.path, "terraform.tfrc");
    writeFileSync(
      config,
      base
        .replace("provider_installation {\n", (begin) => begin + own)
        .replace("exclude = [", (begin) => `${begin}"${provider}", `),
    );
    return config;
  }

  afterAll(() => {
    folder.remove();
  });

  test(
    "fails when it names a provider that the stack does not, which is not started",
    async () => {
      mkdirSync(dirname(program), { recursive: true });
      writeFileSync(program, `#!/bin/sh\ntouch '${started}'\n`);
      chmodSync(program, 0o755);
      await createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", `${name}-states`, "eu-west-1");
      const resource = { mode: "managed", type: "foreign_thing", name: "thing" };
      const instances = [{ schema_version: 0, attributes: { id: "1" } }];
      const resources = [{ ...resource, provider: `provider["${provider}"]`, instances }];
      const state = { version: 4, terraform_version: "1.10.0", serial: 1, lineage: "other", outputs: {} };
      await new S3Client({ ...clientConfig(), forcePathStyle: true }).send(
        new PutObjectCommand({
          Bucket: `${name}-states`,
          Key: "terraform.tfstate",
          Body: JSON.stringify({ ...state, resources }),
        }),
      );
      const { code, stderr } = await folder.run(`plan -c name=${name}`, undefined, {
        TF_CLI_CONFIG_FILE: cliConfig(),
      });

      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `The state of '${name}' asks for providers that the stack does not name: ${provider}. They were fetched, deleted, and not started. If you do not know them, find out who has written the state; if they are yours, keep them in the stack until their resources are destroyed.\n`,
      });
      expect(existsSync(started)).toBe(false);
      expect(existsSync(join(folder.path, "cdktf.out/stacks", name, ".terraform/providers", provider))).toBe(
        false,
      );
    },
    1 * MINUTES,
  );
});
