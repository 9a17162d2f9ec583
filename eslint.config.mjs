import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

const KIND = {
  selector: "BinaryExpression[operator='instanceof'][right.name!=/Error$/]",
  message:
    "Ask by a symbol, Foo.isFoo(x) (modules/core/kind.ts): two copies of a package can meet in one program.",
};
const CHECK = {
  selector: "ThrowStatement > NewExpression",
  message: "Report it with check(this, …) (modules/core/checks.ts), which collects all that is wrong.",
};
/** Where all that is wrong is thrown at once: by a construct, a program, a Compose file; and parsers, which throw to themselves. */
const MAY_THROW = [
  "modules/core/checks.ts",
  "modules/core/report.ts",
  "modules/compose/{compose-file,compose-project}.ts",
  "modules/compose/syntax/**",
  "settings/{context-arguments,load-environments}.ts",
];

export default tseslint.config(
  { ignores: ["node_modules/", "cdktf.out/", "coverage/", "dist/", ".local-aws/", "**/*.d.ts"] },
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
  // A project of its own, whose compiler options name the package as it is installed there.
  { files: ["templates/**"], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
  },
  { files: ["tools/**", "main.ts"], rules: { "no-console": "off" } },
  {
    files: ["main.ts", "modules/**", "stacks/**", "environments/**", "settings/**", "examples/**"],
    rules: { "no-restricted-syntax": ["error", KIND, CHECK] },
  },
  { files: MAY_THROW, rules: { "no-restricted-syntax": ["error", KIND] } },
);
