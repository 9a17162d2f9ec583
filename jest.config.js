/** Unit tests mirror the source; e2e tests drive real Terraform against local AWS. */
const shared = {
  transform: { "^.+\\.ts$": "@swc/jest" },
  testEnvironment: "node",
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
};

module.exports = {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/__tests__/e2e/"],
    },
    {
      ...shared,
      displayName: "e2e",
      testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"],
    },
  ],
};
