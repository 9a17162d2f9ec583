import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REFRESH_ACTIONS } from "../../modules/users/refresh-actions";

const modules = join(__dirname, "..", "..", "modules");

/** The types of all resources and data sources that the modules import, as Terraform names them. */
function importedTypes(): string[] {
  const sources = readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(modules, file), "utf8"));
  const libraries = sources.flatMap((source) =>
    [...source.matchAll(/from "@cdktf\/provider-aws\/lib\/([\w-]+)"/g)].map(([, library = ""]) => library),
  );
  return [...new Set(libraries)]
    .filter((library) => library !== "provider")
    .map((library) =>
      library.startsWith("data-aws-")
        ? `data.aws_${library.slice("data-aws-".length).replaceAll("-", "_")}`
        : `aws_${library.replaceAll("-", "_")}`,
    );
}

test("a deployer may refresh everything that the modules make and look up", () => {
  const types = importedTypes();

  expect(types).toContain("aws_ecs_service");
  expect(types.filter((type) => !(type in REFRESH_ACTIONS))).toEqual([]);
});

test("a deployer reads something of every type but two", () => {
  const unread = Object.entries(REFRESH_ACTIONS).filter(([, actions]) => actions.length === 0);

  expect(unread.map(([type]) => type)).toEqual([
    // AWS asks for no permission.
    "data.aws_caller_identity",
    // Single parameters only: see the test of platform-teams.
    "data.aws_ssm_parameter",
  ]);
});
