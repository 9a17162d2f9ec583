import { join } from "node:path";

import { findExecutable } from "../../../tools/process/find-executable";
import { temporaryFolder, writeFile, writeProgram } from "../support/folders";

describe("findExecutable", () => {
  test("takes the first folder of PATH that has the program", () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    writeProgram(join(second, "terraform"), "");
    const found = writeProgram(join(first, "terraform"), "");

    expect(findExecutable("terraform", { PATH: `${first}:${second}` })).toBe(found);
  });

  test("passes over files that cannot be executed, and folders", () => {
    const [first, second, third] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    writeFile(join(first, "terraform"), "");
    writeFile(join(second, "terraform", "file"), "");
    const found = writeProgram(join(third, "terraform"), "");

    expect(findExecutable("terraform", { PATH: [first, second, third].join(":") })).toBe(found);
  });

  test("takes a name with a slash for a path", () => {
    const program = writeProgram(join(temporaryFolder(), "my-terraform"), "");

    expect(findExecutable(program, { PATH: "" })).toBe(program);
  });

  test("finds nothing where there is nothing", () => {
    expect(findExecutable("terraform", { PATH: temporaryFolder() })).toBeUndefined();
    expect(findExecutable("terraform", {})).toBeUndefined();
  });
});
