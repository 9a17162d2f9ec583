import type { PlanArguments } from "./options";

/**
 * Tells for every version that was deployed from the command line but is not the committed one that the next
 * deployment goes back, and how to make it stick.
 *
 * @param committed the context in `cdktf.json`
 */
export function versionNotes(
  { context, var: variables }: Pick<PlanArguments, "context" | "var">,
  committed: Readonly<Record<string, unknown>>,
): string[] {
  const deployed = new Map<string, string>();
  for (const pair of context) {
    const [key = "", ...value] = pair.split("=");
    deployed.set(key, value.join("="));
  }
  // Last, because Terraform prefers the value of a variable to its default, which is what the context sets.
  for (const { name, value } of variables) {
    deployed.set(name.replace(/_version$/, ".version"), value);
  }
  return [...deployed]
    .filter(([key, version]) => key.endsWith(".version") && committed[key] !== version)
    .map(
      ([key, version]) =>
        `Note: ${key} is '${String(committed[key])}' in cdktf.json, and the next deployment without it goes back to that; ` +
        `to keep '${version}', write it there and commit.`,
    );
}
