// The project of Jest whose unit tests get CDK Terrain where they import CDKTF.
const libraries = "<rootDir>/__tests__/cdktn/libraries/node_modules";

/** Tests that make no construct, or start programs, which import for themselves. */
const NOT_OF_CONSTRUCTS = [
  "/__tests__/(docs|tools)/",
  "/__tests__/[^/]+\\.test\\.ts$",
  "/__tests__/examples/run-example",
  "/__tests__/program/run-program",
  "/__tests__/settings/(check/|reach)",
  "/__tests__/simulator/agreement",
  "/__tests__/stacks/(acceptance|compose)",
];

/** @param unit the project of the unit tests */
export function onCdkTerrain(unit) {
  return {
    ...unit,
    displayName: "unit-cdktn",
    testPathIgnorePatterns: [...unit.testPathIgnorePatterns, ...NOT_OF_CONSTRUCTS],
    moduleNameMapper: {
      "^cdktf$": `${libraries}/cdktn`,
      "^@cdktf/provider-aws/(.*)$": `${libraries}/@cdktn/provider-aws/$1`,
      "^constructs$": `${libraries}/constructs`,
    },
  };
}
