/** Unit tests mirror the source; e2e tests drive real Terraform against local AWS, those in `long` for minutes each. */
const shared = {
  transform: { "^.+\\.ts$": "@swc/jest" },
  testEnvironment: "node",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist"],
};

export default {
  // End-to-end tests mostly wait for AWS, so more of them than there are cores run at the same time.
  maxWorkers: 6,
  testSequencer: "<rootDir>/__tests__/support/longest-first.mjs",
  // What Terraform does takes seconds; longer waits say so themselves.
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      displayName: "unit",
      setupFiles: ["<rootDir>/__tests__/support/disable-creation-stacks.ts"],
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/__tests__/(e2e|long|package|cdktn)/"],
    },
    ...["e2e", "long"].map((displayName) => ({
      ...shared,
      displayName,
      testMatch: [`<rootDir>/__tests__/${displayName}/**/*.test.ts`],
      globalSetup: "<rootDir>/__tests__/e2e/support/global-setup.ts",
      globalTeardown: "<rootDir>/__tests__/e2e/support/global-teardown.ts",
    })),
    {
      ...shared,
      displayName: "package",
      testMatch: ["<rootDir>/__tests__/package/**/*.test.ts"],
      globalSetup: "<rootDir>/__tests__/package/support/global-setup.ts",
      globalTeardown: "<rootDir>/__tests__/e2e/support/global-teardown.ts",
    },
  ],
};
