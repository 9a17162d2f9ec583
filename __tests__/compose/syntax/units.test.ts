import { parseDuration, parseMiB, splitWords } from "../../../modules/compose/syntax/units";

test.each([
  ["30s", 30],
  ["1m30s", 90],
  ["1h", 3600],
  ["500ms", 0.5],
  ["1.5m", 90],
  ["30", undefined],
  ["s", undefined],
  ["1 m", undefined],
])("the duration %s is %p seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  ["300m", 300],
  ["300M", 300],
  ["64MiB", 64],
  ["1g", 1024],
  ["1.5gb", 1536],
  ["268435456", 256],
  ["1b", 1],
  ["2048k", 2],
  ["much", undefined],
  ["-1m", undefined],
])("the size %s is %p MiB", (text, mib) => {
  expect(parseMiB(text)).toBe(mib);
});

test.each([
  ["npm run  start", ["npm", "run", "start"]],
  [`sh -c "echo 'a b'"`, ["sh", "-c", "echo 'a b'"]],
  [`a 'b "c"' d`, ["a", 'b "c"', "d"]],
  [String.raw`a\ b "x \"y\" \n"`, ["a b", String.raw`x "y" \n`]],
  [`--x="a b" ''`, ["--x=a b", ""]],
  ["", []],
  [`echo "open`, undefined],
  [`${"a".repeat(100_000)}"`, undefined],
])("the words of %.40s", (text, words) => {
  expect(splitWords(text)).toEqual(words);
});
