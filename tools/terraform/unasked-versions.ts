import { parseImage, shortVersion } from "../aws/container-image";
import { OUTPUTS, VERSION_SUFFIX } from "../stack-outputs";
import { kindOf, type PlanJson, type ResourceChange } from "./plan-json";
import { containersOf } from "./service-rollouts";

/** A version that a plan changes, although nobody has asked for it. */
export interface UnaskedVersion {
  /** Key of the service. */
  readonly service: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The versions that a plan changes only because what runs is not what is committed: nobody has named a version, and
 * the committed one is that of the last deployment.
 *
 * @param asked keys of the services for which somebody has named one
 */
export function unaskedVersions(plan: PlanJson, asked: ReadonlySet<string>): UnaskedVersion[] {
  const replaced = (plan.resource_changes ?? []).filter(
    (one) => one.type === "aws_ecs_task_definition" && kindOf(one) === "replace",
  );
  return Object.keys(plan.variables ?? {}).flatMap((variable) => {
    const service = variable.replace(new RegExp(`${VERSION_SUFFIX}$`), "");
    if (service === variable || asked.has(service) || !isCommittedStill(plan, service)) {
      return [];
    }
    const version = String(plan.variables?.[variable]?.value);
    const changes = replaced
      .filter(({ address }) => refersTo(plan, address, variable))
      .flatMap((definition) => versionChanges(definition, version));
    return [...new Set(changes)].map((from) => ({ service, from, to: version }));
  });
}

/** Such as `app: v2 → v1, not asked for`. */
export function unaskedText({ service, from, to }: UnaskedVersion): string {
  return `${service}: ${shortVersion(from)} → ${shortVersion(to)}, not asked for`;
}

function isCommittedStill(plan: PlanJson, service: string): boolean {
  const { before, after } = plan.output_changes?.[`${service}${OUTPUTS.committedVersion.suffix}`] ?? {};
  return typeof before === "string" && before === after;
}

function refersTo({ configuration }: PlanJson, address: string, variable: string): boolean {
  const resources = configuration?.root_module?.resources ?? [];
  const references = resources.find((one) => one.address === address)?.expressions?.container_definitions;
  return references?.references?.includes(`var.${variable}`) ?? false;
}

/** The versions from which containers of a task definition go over to this one. */
function versionChanges({ change: { before, after } }: ResourceChange, version: string): string[] {
  const next = containersOf(after);
  return [...containersOf(before)].flatMap(([name, { image: old }]) => {
    const image = next.get(name)?.image;
    if (typeof old !== "string" || typeof image !== "string" || parseImage(image).version !== version) {
      return [];
    }
    const from = parseImage(old).version;
    return from === version ? [] : [from];
  });
}
