import { parseEnvFile } from "../../../modules/compose/syntax/env-file";

const environment: Readonly<Record<string, string>> = { HOME: "/home/me", OVER: "environment" };

function parsed(text: string): Record<string, string> {
  return Object.fromEntries(
    parseEnvFile(text, { get: (name) => environment[name], onUnset: () => undefined }),
  );
}

test.each([
  ["names with values", "A=1\nB=two words\n", { A: "1", B: "two words" }],
  ["Windows line ends", "A=1\r\nB=2\r\n", { A: "1", B: "2" }],
  ["empty lines and comments", "\n# comment\n  \nA=1\n", { A: "1" }],
  ["comments behind values", "A=1 # one\nB=a#b\nC='x' # y", { A: "1", B: "a#b", C: "x" }],
  ["spaces around the sign", "A = 1\nB= 2 ", { A: "1", B: "2" }],
  ["a colon", "A: 1", { A: "1" }],
  ["export", "export A=1", { A: "1" }],
  ["an empty value", 'A=\nB=""', { A: "", B: "" }],
  ["single quotes as they stand", "A='${HOME} \\n'", { A: "${HOME} \\n" }],
  ["double quotes with escapes", String.raw`A="a\nb\t\"c\" \$HOME"`, { A: 'a\nb\t"c" $HOME' }],
  ["every escape of a control character", String.raw`A="\a\b\f\n\r\t\v"`, { A: "\x07\b\f\n\r\t\v" }],
  ["a quote within single quotes", String.raw`A= 'it\'s'`, { A: "it's" }],
  [
    "backslashes that begin no escape",
    String.raw`A="\d C:\path \\"`,
    { A: String.raw`\d C:\path \ `.trim() },
  ],
  ["values of several lines", "A=\"one\ntwo\"\nB='x\ny'", { A: "one\ntwo", B: "x\ny" }],
  ["variables of the environment", 'A=$HOME/a\nB="${HOME}/b"', { A: "/home/me/a", B: "/home/me/b" }],
  ["variables of earlier lines", "A=1\nB=${A}2\nC=${NONE:-3}", { A: "1", B: "12", C: "3" }],
  ["the environment before earlier lines", "OVER=file\nA=$OVER", { OVER: "file", A: "environment" }],
  ["a name alone from the environment", "HOME\nNONE", { HOME: "/home/me" }],
  ["the last of two", "A=1\nA=2", { A: "2" }],
])("reads %s", (_, text, values) => {
  expect(parsed(text)).toEqual(values);
});

test.each([
  ["a line is no NAME=value", "A=1\nwhat is this?", 2, "is no NAME=value"],
  ["a quote stays open", 'A=1\n\nB="x\nC=2', 3, "is no NAME=value"],
  ["a quote stays open behind a space", 'A= "open', 1, "is no NAME=value"],
  ["something follows a quote", "A='x'y", 1, "is no NAME=value"],
  ["a dollar sign begins no variable", "A=1\nB=5$", 2, "has a dollar sign that begins no variable"],
  ["a variable is needed", "A=${NONE:?please}", 1, "needs the variable NONE: please"],
])("fails when %s", (_, text, line, message) => {
  expect(() => parsed(text)).toThrow(expect.objectContaining({ line, message }) as Error);
});
