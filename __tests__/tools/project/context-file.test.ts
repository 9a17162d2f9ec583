import { lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { commitContext, committedContext } from "../../../tools/project/context-file";
import { temporaryFolder, writeFile } from "../support/folders";

/** A project with this `cdktf.json`. */
function projectWith(text: string): string {
  const folder = temporaryFolder();
  writeFile(join(folder, "cdktf.json"), text);
  return folder;
}

const read = (folder: string) => readFileSync(join(folder, "cdktf.json"), "utf8");

describe("the context in cdktf.json", () => {
  test("is read, and is empty without the file or without a context", () => {
    expect(committedContext(projectWith(`{ "context": { "app.version": "v1" } }`))).toEqual({
      "app.version": "v1",
    });
    expect(committedContext(projectWith("{}"))).toEqual({});
    expect(committedContext(temporaryFolder())).toEqual({});
  });

  test("gets another value, and nothing else in the file changes", () => {
    const folder = projectWith(`{"app":  "x",\n\n   "context": {"a.version":"v1",\n "b": [ 1,2 ]}}\n`);
    commitContext({ "a.version": "v2" }, folder);

    expect(read(folder)).toBe(`{"app":  "x",\n\n   "context": {"a.version":"v2",\n "b": [ 1,2 ]}}\n`);
    expect(readdirSync(folder)).toEqual(["cdktf.json"]);
  });

  test("gets new values, indented as the file is", () => {
    const spaces = projectWith(`{\n    "context": {\n        "a": "1"\n    }\n}\n`);
    const tabs = projectWith(`{\r\n\t"context": {\r\n\t\t"a": "1"\r\n\t}\r\n}\r\n`);
    commitContext({ b: "2", c: "3" }, spaces);
    commitContext({ b: "2" }, tabs);

    expect(read(spaces)).toBe(
      `{\n    "context": {\n        "a": "1",\n        "b": "2",\n        "c": "3"\n    }\n}\n`,
    );
    expect(read(tabs)).toBe(`{\r\n\t"context": {\r\n\t\t"a": "1",\r\n\t\t"b": "2"\r\n\t}\r\n}\r\n`);
  });

  test("is made where there was none", () => {
    const folder = projectWith(`{\n  "app": "x"\n}\n`);
    commitContext({ a: "1" }, folder);

    expect(JSON.parse(read(folder))).toEqual({ app: "x", context: { a: "1" } });
  });

  test("stays where a link leads to", () => {
    const target = projectWith(`{ "context": {} }`);
    const folder = temporaryFolder();
    symlinkSync(join(target, "cdktf.json"), join(folder, "cdktf.json"));
    commitContext({ a: "1" }, folder);

    expect(lstatSync(join(folder, "cdktf.json")).isSymbolicLink()).toBe(true);
    expect(committedContext(target)).toEqual({ a: "1" });
  });

  test.each(["[]", "{", `{ "context": [] }`])("fails when the file is %s, and leaves it alone", (text) => {
    const folder = projectWith(text);
    const message = `cdktf.json must be a JSON object, with an object as 'context': correct it, e.g. "context": { "environment": "acc" }.`;

    expect(() => committedContext(folder)).toThrow(message);
    expect(() => {
      commitContext({ a: "1" }, folder);
    }).toThrow(message);
    expect(read(folder)).toBe(text);
  });

  test("fails when it is to be written and there is no cdktf.json", () => {
    const folder = temporaryFolder();

    expect(() => {
      commitContext({ a: "1" }, folder);
    }).toThrow(`There is no cdktf.json in ${folder}: run the command in the project's folder.`);
  });
});
