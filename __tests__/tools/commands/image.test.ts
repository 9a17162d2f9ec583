import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type FakeAws, startFakeAws } from "../support/fake-aws";
import { fakeTerraform } from "../support/fake-terraform";
import { writeFile, writeProgram } from "../support/folders";
import { runCommand } from "../support/run-command";
import { temporaryProject } from "../support/temporary-project";

const ECR = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/acc/shop";
const DIGEST = `sha256:${"0".repeat(64)}`;

let aws: FakeAws;

beforeAll(async () => {
  const authorizationToken = Buffer.from("AWS:secret-password").toString("base64");
  aws = await startFakeAws(() => ({ authorizationData: [{ authorizationToken }] }));
});

afterAll(() => aws.close());

/**
 * Runs the command where a stand-in for a container engine notes how it is called: no image is built.
 *
 * @param engine name of the stand-in; `none` for none
 */
async function image(line: string, engine = "docker") {
  const cwd = temporaryProject({
    output: {
      app_repository: { value: "example/app" },
      shop_repository: { value: "${aws_ecr_repository.shop.url}" },
    },
  });
  for (const service of ["app", "shop"]) {
    writeFile(join(cwd, service, "Dockerfile"), "FROM scratch\n");
  }
  const terraform = fakeTerraform({ outputs: { shop_repository: { value: ECR, sensitive: false } } });
  const calls = terraform.file("engine-calls");
  if (engine !== "none") {
    const script = `echo "$@" >> ${calls}\ncase "$1" in\nlogin) /bin/cat > ${calls}-password ;;\nimage) echo "$5@${DIGEST}" ;;\nesac`;
    writeProgram(terraform.file(engine), script);
  }
  const { code, stdout, stderr } = await runCommand(`image ${line}`, {
    cwd,
    env: {
      ...terraform.env,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    },
  });
  return {
    code,
    stdout,
    stderr,
    calls: existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : [],
    password: existsSync(`${calls}-password`) ? readFileSync(`${calls}-password`, "utf8") : undefined,
  };
}

describe("npm run image", () => {
  test.each(["docker", "podman", "finch"])(
    "builds and pushes with %s, and tells the digest",
    async (engine) => {
      const { code, stdout, calls } = await image("app v2", engine);

      expect(calls).toEqual([
        "build --platform linux/amd64 --tag example/app:v2 app",
        "push example/app:v2",
        "image inspect --format {{index .RepoDigests 0}} example/app:v2",
      ]);
      expect({ code, last: stdout.trim().split("\n").slice(-2) }).toEqual({
        code: 0,
        last: [`example/app:v2 is ${DIGEST}`, "To deploy it: npm run bump -- app v2 && npm run deploy"],
      });
    },
  );

  test("signs in to the repository that Terraform has made, with a password that no argument shows", async () => {
    const { code, stdout, calls, password } = await image("shop v2 --json");

    expect(calls[0]).toBe(
      "login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com",
    );
    expect(password).toBe("secret-password");
    expect({ code, output: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      output: { image: `${ECR}:v2`, digest: DIGEST },
    });
  });

  test.each([
    [
      "there is no such service",
      "web v2 --folder app",
      "There is no service 'web' with a repository; there are: app, shop.",
    ],
    [
      "there is no Dockerfile",
      "app v2 --folder none",
      "There is no none/Dockerfile: name its folder with --folder.",
    ],
    [
      "the version is latest",
      "app latest",
      "'latest' is no image tag other than latest: write it like v2 or 1.4.0.",
    ],
  ])("fails when %s, and builds nothing", async (_, line, message) => {
    const { code, stderr, calls } = await image(line);

    expect({ code, stderr, calls }).toEqual({ code: 1, stderr: `${message}\n`, calls: [] });
  });
});

test("npm run image fails when there is no container engine", async () => {
  expect(await image("app v2", "none")).toMatchObject({
    code: 1,
    stderr: "There is none of docker, podman and finch on this machine: install one of them.\n",
  });
});
