import { CDK_TERRAIN, CDKTF, withImportsOf } from "../../../tools/package/libraries";

test.each([
  ["an import", 'import { Token } from "cdktf";', 'import { Token } from "cdktn";'],
  ["a deep import", 'require("@cdktf/provider-aws/lib/vpc")', 'require("@cdktn/provider-aws/lib/vpc")'],
  ["an import of a type", 'import("cdktf").Token', 'import("cdktn").Token'],
  ["a source in a map", String.raw`"from \"cdktf\";"`, String.raw`"from \"cdktn\";"`],
])("the package for CDK Terrain has CDK Terrain in %s", (_, text, expected) => {
  expect(withImportsOf(CDK_TERRAIN, text)).toBe(expected);
});

test("the package for CDK Terrain keeps its own names, and those of files that CDK Terrain has kept", () => {
  const text = 'Symbol.for("ecs-terraform-cdk.claims"); "cdktf.json"; cdktf_1.Token';

  expect(withImportsOf(CDK_TERRAIN, text)).toBe(text);
});

test("the package for CDKTF imports what the sources import", () => {
  const text = 'import { Vpc } from "@cdktf/provider-aws/lib/vpc"; import { Token } from "cdktf";';

  expect(withImportsOf(CDKTF, text)).toBe(text);
});
