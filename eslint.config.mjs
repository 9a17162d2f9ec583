import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

const barrel = {
  regex: "^@cdktf/provider-aws(/lib)?$",
  message: "Import the one resource: @cdktf/provider-aws/lib/<resource> (the barrel costs 577 MB).",
};
const throughIndex = "Import a module through its folder (its index.ts), not one of its files.";
const siblingInsides = { regex: "^\\.\\./[a-z-]+/.+", message: throughIndex };
const deepModule = { regex: "/modules/[a-z-]+/.+", message: throughIndex };

/** Forbids the imports described by `patterns` in `files`. */
function forbidImports(files, ...patterns) {
  return { files, rules: { "no-restricted-imports": ["error", { patterns: [barrel, ...patterns] }] } };
}

export default tseslint.config(
  { ignores: ["node_modules/", "cdktf.out/", "coverage/", ".local-aws/", "**/*.d.ts"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-console": "error",
      // CDKTF constructs register themselves with their scope: `new` alone is the point.
      "no-new": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-extraneous-class": "off",
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
  },
  { files: ["tools/**", "main.ts"], rules: { "no-console": "off" } },
  forbidImports(["**/*.ts"]),
  forbidImports(["modules/**"], siblingInsides, {
    regex: "/(stacks|environments|tools|examples)(/|$)",
    message: "Dependencies point one way: main → environments, stacks → modules → provider.",
  }),
  forbidImports(["main.ts", "stacks/**", "environments/**", "examples/**"], deepModule, {
    regex: "/tools(/|$)",
    message: "What is deployed knows nothing of the tools that deploy it.",
  }),
  forbidImports(["tools/**"], {
    regex: "/modules(/|$)",
    message: "Tools work on the synthesized JSON, not on constructs.",
  }),
);
