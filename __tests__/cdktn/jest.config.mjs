// npm run test:cdktn: what imports CDKTF gets CDK Terrain.
import { resolve } from "node:path";
import base from "../../jest.config.mjs";

const rootDir = resolve(import.meta.dirname, "../..");
const [unit] = base.projects;
const libraries = "<rootDir>/__tests__/cdktn/libraries/node_modules";

/** Tests that make no construct, or start programs, which import for themselves. */
const NOT_OF_CONSTRUCTS = [
  "/__tests__/(docs|tools)/",
  "/__tests__/[^/]+\\.test\\.ts$",
  "/__tests__/examples/run-example",
  "/__tests__/settings/check/",
  "/__tests__/simulator/agreement",
  "/__tests__/stacks/(acceptance|compose)",
];

export default {
  ...base,
  rootDir,
  projects: [
    {
      ...unit,
      rootDir,
      displayName: "unit-cdktn",
      testPathIgnorePatterns: [...unit.testPathIgnorePatterns, ...NOT_OF_CONSTRUCTS],
      moduleNameMapper: {
        "^cdktf$": `${libraries}/cdktn`,
        "^@cdktf/provider-aws/(.*)$": `${libraries}/@cdktn/provider-aws/$1`,
        "^constructs$": `${libraries}/constructs`,
      },
    },
    {
      ...base.projects.at(-1),
      rootDir,
      displayName: "cdktn",
      testMatch: ["<rootDir>/__tests__/cdktn/**/*.test.ts"],
    },
  ],
};
