// Which file may import which; docs/architecture.md shows the layers. Checked by `npm run lint:imports`.
const DEPLOYED = "^(main\\.ts$|(environments|settings|stacks|modules|examples)/)";
const ONE_WAY =
  "Dependencies point one way: main → stacks → settings → modules → provider; environments → settings.";

/** Forbids files that match `from` to import what matches `to`. */
function forbid(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

export default {
  forbidden: [
    forbid("no-circles", "Files in a circle cannot be read, tested or moved apart.", {}, { circular: true }),
    forbid(
      "modules-import-modules",
      ONE_WAY,
      { path: "^modules/" },
      { path: "^(main\\.ts$|(environments|settings|stacks|examples)/)" },
    ),
    forbid(
      "nothing-imports-main",
      ONE_WAY,
      { path: "^(environments|settings|stacks)/" },
      { path: "^(main\\.ts$|examples/)" },
    ),
    forbid(
      "settings-import-modules-only",
      "Settings say what environments can be; they are loaded from their folder, and stacks are made of them.",
      { path: "^settings/" },
      { path: "^(environments|stacks)/" },
    ),
    forbid(
      "modules-by-their-index",
      "Import a module through its folder (its index.ts), not one of its files.",
      { path: "^(?:modules/([^/]+)/|main\\.ts$|environments/|settings/|stacks/|examples/)" },
      { path: "^modules/[^/]+/(?!index\\.ts$)", pathNot: "^modules/$1/" },
    ),
    forbid(
      "core-imports-no-module",
      "Every module may import modules/core, so it imports none of them.",
      { path: "^modules/core/" },
      { path: "^modules/", pathNot: "^modules/core/" },
    ),
    forbid(
      "core-makes-no-resource",
      "What makes AWS resources is a module of its own; core needs the provider only, for its region.",
      { path: "^modules/core/" },
      { path: "node_modules/@cdktf/provider-aws/", pathNot: "/lib/provider/" },
    ),
    forbid(
      "tools-import-no-construct",
      "Tools work on the synthesized JSON, not on constructs. What the benchmark measures is no tool.",
      { path: "^tools/", pathNot: "^tools/bench/programs/" },
      { path: DEPLOYED },
    ),
    forbid(
      "deployed-imports-no-tool",
      "What is deployed knows nothing of the tools that deploy it, nor of its tests.",
      { path: DEPLOYED },
      { path: "^(tools|__tests__)/" },
    ),
    forbid(
      "no-barrel",
      "Import the one resource: @cdktf/provider-aws/lib/<resource> (the barrel costs 577 MB).",
      {},
      { path: "node_modules/@cdktf/provider-aws/lib/index\\.(js|d\\.ts)$" },
    ),
    forbid(
      "no-dev-dependencies",
      "What is deployed needs `dependencies` of package.json only.",
      { path: DEPLOYED },
      { dependencyTypes: ["npm-dev", "npm-no-pkg", "unknown"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // CDK Terrain, which takes the place of CDKTF in npm run test:cdktn only.
    exclude: { path: "^__tests__/cdktn/libraries/" },
    // Imports of types too: a circle of types is one for its reader.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
