import { styleFor } from "../../../tools/terminal/style";
import { table } from "../../../tools/terminal/table";

const output = { isTTY: true };

test("colours are for terminals", () => {
  expect(styleFor({ output, env: {} }).red("no")).toBe("\x1b[31mno\x1b[39m");
});

test.each([
  ["that is none", { output: {}, env: {} }],
  ["with NO_COLOR", { output, env: { NO_COLOR: "1" } }],
  ["that is dumb", { output, env: { TERM: "dumb" } }],
  ["whose user has said --no-color", { output, env: {}, noColor: true }],
])("a terminal %s gets none", (_, options) => {
  expect(styleFor(options).red("no")).toBe("no");
});

test("NO_COLOR without a value says nothing", () => {
  expect(styleFor({ output, env: { NO_COLOR: "" } }).bold("yes")).toBe("\x1b[1myes\x1b[22m");
});

test("the columns of a table begin below each other, and lines end where their text ends", () => {
  expect(
    table([
      ["NAME", "STATUS"],
      ["a", ""],
      ["login", "up"],
    ]),
  ).toEqual(["NAME   STATUS", "a", "login  up"]);
});
