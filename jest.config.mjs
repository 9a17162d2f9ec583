import { onCdkTerrain } from "./__tests__/cdktn/on-cdk-terrain.mjs";

const shared = {
  transform: { "^.+\\.ts$": "@swc/jest" },
  testEnvironment: "node",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist"],
};

/** Unit tests mirror the source. */
const unit = {
  ...shared,
  displayName: "unit",
  setupFiles: ["<rootDir>/__tests__/support/disable-creation-stacks.ts"],
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/__tests__/(e2e|long|package|cdktn)/"],
};

/** Tests that drive real Terraform against local AWS; what `from` sets up for them. */
function onLocalAws(displayName, from) {
  return {
    ...shared,
    displayName,
    testMatch: [`<rootDir>/__tests__/${displayName}/**/*.test.ts`],
    globalSetup: `<rootDir>/__tests__/${from}/support/global-setup.ts`,
    globalTeardown: "<rootDir>/__tests__/e2e/support/global-teardown.ts",
  };
}

export default {
  // Tests on the local AWS mostly wait for it, so more of them than there are cores run at the same time.
  maxWorkers: 6,
  testSequencer: "<rootDir>/__tests__/support/longest-first.mjs",
  // What Terraform does takes seconds; longer waits say so themselves.
  testTimeout: 120_000,
  projects: [
    unit,
    onLocalAws("e2e", "e2e"),
    // The same, for minutes each.
    onLocalAws("long", "e2e"),
    onLocalAws("package", "package"),
    // The next two need CDK Terrain, which npm run test:cdktn installs.
    onLocalAws("cdktn", "package"),
    onCdkTerrain(unit),
  ],
};
