import { parseTaskArguments } from "../../tools/task-arguments";

describe("the arguments of npm run task", () => {
  test("are a name, and the rest as it usually is", () => {
    expect(parseTaskArguments(["migrate"])).toEqual({
      name: "migrate",
      help: false,
      local: false,
      json: false,
      timeoutSeconds: 600,
      context: [],
      variables: [],
      app: undefined,
    });
  });

  test("are understood in Terraform's and the original's spelling, in any order", () => {
    const argv = ["-var", "app.version=v2", "--local", "migrate", "--timeout=30", "-c", "environment=prod"];

    expect(parseTaskArguments([...argv, "--json", "--app", "npx tsx examples/x/main.ts"])).toMatchObject({
      name: "migrate",
      local: true,
      json: true,
      timeoutSeconds: 30,
      context: ["environment=prod"],
      variables: [{ name: "app_version", value: "v2" }],
      app: "npx tsx examples/x/main.ts",
    });
  });

  test("may ask for help without a name", () => {
    expect(parseTaskArguments(["-h"])).toMatchObject({ help: true });
  });

  test.each([
    [
      "when there is no name",
      [],
      "npm run task takes the name of one task, got none: write it like 'npm run task -- migrate'.",
    ],
    [
      "when there are two names",
      ["migrate", "report"],
      "npm run task takes the name of one task, got migrate report: write it like 'npm run task -- migrate'.",
    ],
    [
      "on an option of other commands",
      ["migrate", "--offline"],
      "npm run task does not know '--offline': see 'npm run help' for what it takes after the task's name.",
    ],
    [
      "when the time is no number",
      ["migrate", "--timeout", "10m"],
      "'--timeout 10m' is no number of seconds from 1 to 999999: write it like '--timeout 600'.",
    ],
    [
      "when the time is missing",
      ["migrate", "--timeout"],
      "'--timeout' needs a value: write it like '--timeout 600'.",
    ],
  ])("fail %s", (_, argv, message) => {
    expect(() => parseTaskArguments(argv)).toThrow(new Error(message));
  });
});
