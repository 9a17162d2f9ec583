import { interpolate } from "../../../modules/compose/syntax/interpolation";

const variables: Readonly<Record<string, string>> = { SET: "value", EMPTY: "", _1: "digit" };

function replaced(text: string): { text: string; unset: string[] } {
  const unset: string[] = [];
  const get = (name: string) => variables[name];
  return { text: interpolate(text, { get, onUnset: (name) => unset.push(name) }), unset };
}

test.each([
  ["no variable", "no variable"],
  ["$SET", "value"],
  ["${SET}", "value"],
  ["a-$SET-b", "a-value-b"],
  ["$SET.png", "value.png"],
  ["$_1", "digit"],
  ["$EMPTY", ""],
  ["$$SET", "$SET"],
  ["$${SET}", "${SET}"],
  ["$$$SET", "$value"],
  ["${SET:-default}", "value"],
  ["${EMPTY:-default}", "default"],
  ["${NONE:-default}", "default"],
  ["${EMPTY-default}", ""],
  ["${NONE-default}", "default"],
  ["${NONE:-}", ""],
  ["${NONE:-http://x:80/$SET}", "http://x:80/value"],
  ["${NONE:-${ALSO:-${SET}}}", "value"],
  ["${NONE:-a}${NONE:-b}", "ab"],
  ['${NONE:-{"a": {"b": 1}}}', '{"a": {"b": 1}}'],
  ["${NONE:-a$$b}", "a$b"],
  ["${SET:+there}", "there"],
  ["${EMPTY:+there}", ""],
  ["${EMPTY+there}", "there"],
  ["${NONE+there}", ""],
  ["${SET:+${NONE:-deep}}", "deep"],
  ["${SET:?must be set}", "value"],
  ["${EMPTY?must be set}", ""],
  ["${SET:-${NONE:?not asked for}}", "value"],
])("%s becomes %p", (text, result) => {
  expect(replaced(text)).toEqual({ text: result, unset: [] });
});

test.each([
  ["$NONE", "NONE"],
  ["a${NONE}b", "NONE"],
  ["${OTHER:-$NONE}", "NONE"],
])("%s becomes empty, and tells that the variable is not set", (text, name) => {
  expect(replaced(text).unset).toEqual([name]);
});

test("fails when variables are nested too deeply", () => {
  const nested = (depth: number) => `${"${NONE:-".repeat(depth)}x${"}".repeat(depth)}`;

  expect(replaced(nested(50)).text).toBe("x");
  expect(() => replaced(nested(3000))).toThrow(
    expect.objectContaining({ message: "has variables nested too deeply" }) as Error,
  );
});

test.each([
  ["is needed and not set", "${NONE:?}", "needs the variable NONE"],
  ["is needed and not set, with a reason", "${NONE:?for the $SET}", "needs the variable NONE: for the value"],
  ["is needed and empty", "${EMPTY:?set it}", "needs the variable EMPTY: set it"],
  ["is needed, be it empty", "${NONE?set it}", "needs the variable NONE: set it"],
])("fails when a variable %s", (_, text, message) => {
  expect(() => replaced(text)).toThrow(
    expect.objectContaining({
      message,
      hint: "set it in the environment, or in .env beside the file",
    }) as Error,
  );
});

test.each(["costs 5$", "$1", "${}", "${SET", "${SET!}", "${-x}", "${SET:=x}", "${NONE:-${SET}"])(
  "fails when a dollar sign begins no variable: %s",
  (text) => {
    expect(() => replaced(text)).toThrow(
      expect.objectContaining({
        message: "has a dollar sign that begins no variable",
        hint: "write ${NAME} for a variable, $$ for a dollar sign",
      }) as Error,
    );
  },
);
