import { nameOf } from "../aws/arn";
import type { State } from "../terraform/terraform-state";

/** A service that Terraform has deployed. */
export interface DeployedService {
  /** Path of its construct in the stack, such as `app`: by it people name it. */
  readonly key: string;
  /** What ECS calls it. */
  readonly name: string;
  /** Name of its cluster. */
  readonly cluster: string;
  readonly region: string;
}

/**
 * The services in a stack's state, in the order of their keys.
 *
 * @param constructs paths of constructs by the addresses of their resources
 */
export function deployedServices(
  { resources }: State,
  constructs: ReadonlyMap<string, string>,
): DeployedService[] {
  return resources
    .filter(({ mode, type }) => mode === "managed" && type === "aws_ecs_service")
    .flatMap(({ type, name: logicalId, instances }) => {
      const path = constructs.get(`${type}.${logicalId}`);
      return instances.flatMap(({ attributes }) => {
        const { id, name, cluster } = attributes;
        // One that was never made to the end has no attributes.
        return typeof id === "string" && typeof name === "string"
          ? [
              {
                key: path?.replace(/\/service$/, "") ?? name,
                name,
                cluster: nameOf(String(cluster)),
                region: id.split(":")[3] ?? "",
              },
            ]
          : [];
      });
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}
