import { Lazy } from "cdktf";
import { escapeTemplate } from "../../modules/core";

describe("escaping a text for Terraform", () => {
  test.each([
    ["nothing to do", "nothing to do"],
    ["$HOME 100% {}", "$HOME 100% {}"],
    ["${HOME}", "$${HOME}"],
    ["%{if}", "%%{if}"],
    ["${A}${B} %{C}%{D}", "$${A}$${B} %%{C}%%{D}"],
    ["$${HOME}", "$$${HOME}"],
  ])("turns %s into %s", (text, expected) => {
    expect(escapeTemplate(text)).toBe(expected);
  });

  test("leaves references to resources as they are", () => {
    const token = Lazy.stringValue({ produce: () => "later" });
    expect(escapeTemplate(`${token}-\${HOME}`)).toBe(`${token}-$\${HOME}`);
  });
});
