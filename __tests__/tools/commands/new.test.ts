import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Environment, loadEnvironments } from "../../../settings";
import { synthesizeEnvironment } from "../../support/synthesize-environment";
import { temporaryFolder, writeFile } from "../support/folders";
import { runCommand } from "../support/run-command";

const ACC = `import type { EnvironmentSettings } from "../settings";

export const acc: EnvironmentSettings = {
  network: { cidrBlock: "10.1.0.0/16" },
  services: {
    app: {
      loadBalancer: { priority: 100 },
    }, // the first one
  },
};
`;

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
  writeFile(join(folder, "cdktf.json"), '{\n  "context": { "environment": "acc", "app.version": "v7" }\n}\n');
  writeFile(join(folder, "environments/acc.ts"), ACC);
  writeFile(
    join(folder, "environments/prod.ts"),
    'import { acc } from "./acc";\n\nexport const prod = {\n  ...acc,\n  network: { cidrBlock: "10.2.0.0/16" }\n};\n',
  );
});

async function run(line: string) {
  const { code, stdout, stderr } = await runCommand(`new ${line}`, { cwd: folder, env: process.env });
  return { code, lines: stdout.trimEnd().split("\n"), stderr };
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

describe("npm run new", () => {
  test("writes a service behind those that are there, with a priority and a version of its own", async () => {
    const { code, lines } = await run("service shop_api");

    expect({ code, first: lines[0] }).toEqual({
      code: 0,
      first: "environments/acc.ts: there is a service 'shop_api' now; cdktf.json: shop_api.version is 'v1'.",
    });
    expect(read("environments/acc.ts")).toBe(
      ACC.replace(
        "    }, // the first one\n",
        `    }, // the first one
    shop_api: {
      repository: "example/shop-api",
      containers: [{ memoryMiB: 128, portMappings: [{ containerPort: 8080 }] }],
      loadBalancer: { priority: 90, paths: ["/shop-api", "/shop-api/*"] },
    },
`,
      ),
    );
    expect(JSON.parse(read("cdktf.json"))).toEqual({
      context: { environment: "acc", "app.version": "v7", "shop_api.version": "v1" },
    });
  });

  test("keeps the services that an environment has from another one", async () => {
    await run("service shop -c environment=prod");

    expect(read("environments/prod.ts")).toContain(
      '  network: { cidrBlock: "10.2.0.0/16" },\n  services: {\n    ...acc.services,\n    shop: {\n',
    );
  });

  test("writes a task, and what holds tasks if there are none", async () => {
    await run("task migrate-all");

    expect(read("environments/acc.ts")).toContain(`  tasks: {
    "migrate-all": {
      service: "app",
      containers: [{ command: ["npm", "run", "migrate-all"], memoryMiB: 128 }],
    },
  },
};
`);
  });

  test("writes an environment like the one of cdktf.json, in a network that no other has", async () => {
    const { code } = await run("environment staging-eu");

    expect(code).toBe(0);
    expect(read("environments/staging-eu.ts")).toBe(`import type { EnvironmentSettings } from "../settings";
import { acc } from "./acc";

/** As acc, in a network of its own. */
export const stagingEu: EnvironmentSettings = {
  ...acc,
  network: { ...acc.network, cidrBlock: "10.3.0.0/16" },
};
`);
  });

  test("writes what the project takes as it is", async () => {
    for (const name of ["acc", "prod"]) {
      const text = readFileSync(join(__dirname, "../../../environments", `${name}.ts`), "utf8");
      writeFile(join(folder, `environments/${name}.ts`), text);
    }
    for (const line of ["service shop", "task migrate", "environment staging"]) {
      expect(await run(line)).toMatchObject({ code: 0, stderr: "" });
    }
    const { acc, staging } = loadEnvironments(join(folder, "environments")).environments;

    expect(Object.keys(acc?.services ?? {})).toEqual(["app", "shop"]);
    expect(Object.keys(staging?.tasks ?? {})).toEqual(["migrate"]);
    expect(refusalsOf(acc)).toBe("");
    expect(refusalsOf(staging)).toBe("");
  });

  test.each([
    [
      "a service that there is",
      "service app",
      "environments/acc.ts has 'services.app' already: nothing was changed.",
    ],
    [
      "an environment that there is",
      "environment prod",
      "There is environments/prod.ts already: nothing was changed.",
    ],
    [
      "an environment that there is not",
      "task one -c environment=test",
      "There is no environments/test.ts; there are: acc, prod.",
    ],
    [
      "a name that cannot be",
      "service Shop",
      "The name of a service has lowercase letters, digits and underscores, beginning with a letter, not 'Shop'.",
    ],
  ])("fails when asked for %s, and changes nothing", async (_, line, message) => {
    const { code, stderr } = await run(line);

    expect({ code, stderr }).toEqual({ code: 1, stderr: `${message}\n` });
    expect(read("environments/acc.ts")).toBe(ACC);
  });
});

/** What the stack of an environment refuses. */
function refusalsOf(environment: Environment | undefined): string {
  try {
    if (environment !== undefined) {
      synthesizeEnvironment(environment);
    }
    return environment === undefined ? "there is no such environment" : "";
  } catch (error) {
    return (error as Error).message;
  }
}
