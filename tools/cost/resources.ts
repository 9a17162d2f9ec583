import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Attributes, PlanJson } from "../terraform/plan-json";
import type { SynthesizedStack } from "../terraform/synthesis";

/** A resource as far as its price depends on it. */
export interface CostResource {
  readonly address: string;
  readonly type: string;
  readonly attributes: Attributes;
  /** The same with the expressions from which its attributes come, as long as values are not known. */
  readonly expressions: Attributes;
}

/** The resources that a synthesized stack makes. */
export function resourcesOfStack({ directory }: Pick<SynthesizedStack, "directory">): CostResource[] {
  const { resource = {} } = JSON.parse(readFileSync(join(directory, "cdk.tf.json"), "utf8")) as StackJson;
  return resourcesIn(resource);
}

/** The resources of Terraform's JSON, by type and name. */
export function resourcesIn(resource: NonNullable<StackJson["resource"]>): CostResource[] {
  return Object.entries(resource).flatMap(([type, ofType]) =>
    Object.entries(ofType).map(([name, attributes]) => ({
      ...{ address: `${type}.${name}`, type, attributes },
      expressions: attributes,
    })),
  );
}

/** The resources that there are before a plan is applied, or after it. */
export function resourcesOfPlan(plan: PlanJson, side: "before" | "after"): CostResource[] {
  const configured = new Map(
    (plan.configuration?.root_module?.resources ?? []).map(({ address, expressions = {} }) => [
      address,
      expressions,
    ]),
  );
  return (plan.resource_changes ?? []).flatMap(({ mode, address, type, change }) => {
    const attributes = change[side] ?? undefined;
    return mode !== "managed" || attributes === undefined
      ? []
      : [{ address, type, attributes, expressions: configured.get(address) ?? {} }];
  });
}

/** The region of the AWS provider in a plan. */
export function regionOfPlan({ configuration }: PlanJson): string | undefined {
  const { aws } = configuration?.provider_config ?? {};
  const region = aws?.expressions?.region?.constant_value;
  return typeof region === "string" ? region : undefined;
}

/** The nested blocks of an attribute: one, or a list of them. */
export function blocksOf(value: unknown): readonly Attributes[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is Attributes => typeof one === "object" && one !== null);
}

/** The addresses of resources of a type that an attribute refers to. */
export function referencesOf({ expressions }: CostResource, attribute: string, type: string): string[] {
  const text = JSON.stringify(expressions[attribute] ?? null);
  return [...new Set(text.match(new RegExp(`\\b${type}\\.[\\w-]+`, "g")) ?? [])];
}

interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}
