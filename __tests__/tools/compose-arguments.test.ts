import { parseComposeArguments } from "../../tools/compose/arguments";

function parse(line: string) {
  return parseComposeArguments(line === "" ? [] : line.split(" "));
}

test.each([
  [
    "up --name login -f a.yml --cluster acc --separate --fixed-ports --local --json",
    {
      command: "up",
      name: "login",
      file: "a.yml",
      context: ["cluster=acc", "services=separate", "hostPorts=as-written"],
      local: true,
      json: true,
    },
  ],
  [
    "up --name login",
    { command: "up", name: "login", file: undefined, context: [], local: false, json: false },
  ],
  ["ps", { command: "ps", name: undefined, json: false }],
  ["ps --name login --json", { command: "ps", name: "login", json: true }],
  ["down --name login --auto-approve", { command: "down", name: "login", autoApprove: true }],
  ["--help", { help: true }],
])("npm run compose -- %s is understood", (line, expected) => {
  expect(parse(line)).toMatchObject(expected);
});

test.each([
  ["there is no command", "", "'npm run compose -- ' is none of up, ps, down: see 'npm run help'."],
  [
    "the command is unknown",
    "stop",
    "'npm run compose -- stop' is none of up, ps, down: see 'npm run help'.",
  ],
  [
    "there are two commands",
    "up ps",
    "'npm run compose -- up ps' is none of up, ps, down: see 'npm run help'.",
  ],
  ["the option is unknown", "up --nope", "Unknown option '--nope': see 'npm run help'."],
  [
    "the option is another command's",
    "ps -f a.yml",
    "'--file' is not for 'npm run compose -- ps': leave it out.",
  ],
  ["up has no name", "up", "'npm run compose -- up' needs the name of a branch: write '--name login'."],
  [
    "down has no name",
    "down --local",
    "'npm run compose -- down' needs the name of a branch: write '--name login'.",
  ],
])("fail when %s", (_, line, message) => {
  expect(() => parse(line)).toThrow(message);
});
