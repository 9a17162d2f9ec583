import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Attributes } from "../terraform/plan-json";

/** The resources of a synthesized stack as they are described, and what they have in common. */
export class StackBlocks {
  private constructor(private readonly json: StackJson) {}

  static of(stackDirectory: string): StackBlocks {
    return new StackBlocks(
      JSON.parse(readFileSync(join(stackDirectory, "cdk.tf.json"), "utf8")) as StackJson,
    );
  }

  /** The arguments of a resource; undefined if the stack does not describe it (any more). */
  find(address: string): Attributes | undefined {
    const [type = "", name = ""] = address.split(".");
    return this.json.resource?.[type]?.[name];
  }

  /** The resources that Terraform makes before this one: those that its arguments, or `depends_on`, name. */
  dependenciesOf(address: string): string[] {
    const named = JSON.stringify(this.find(address) ?? {}).match(/\baws_\w+\.[\w-]+/g) ?? [];
    return [...new Set(named)].filter((one) => one !== address && this.find(one) !== undefined);
  }

  /**
   * The stack with the life cycles of its resources replaced. Their conditions are left out: they are about deployments.
   * See https://developer.hashicorp.com/terraform/language/expressions/custom-conditions
   */
  withLifecycle(replace: (address: string, lifecycle: object) => object): object {
    const resource = mapValues(this.json.resource ?? {}, (ofType, type) =>
      mapValues(ofType, (block, name) => {
        const lifecycle = Object.entries(block.lifecycle ?? {}).filter(([key]) => !key.endsWith("condition"));
        return { ...block, lifecycle: replace(`${type}.${name}`, Object.fromEntries(lifecycle)) };
      }),
    );
    return { ...this.json, resource };
  }

  get region(): string {
    return this.provider.region ?? process.env.AWS_REGION ?? "us-east-1";
  }

  /** All tags of a resource. Those of the provider are on all that can have any. */
  tagsOf(block: Attributes): Record<string, string> {
    const [defaults] = this.provider.default_tags ?? [];
    return { ...defaults?.tags, ...(block.tags as Record<string, string> | undefined) };
  }

  /** What Terraform needs to reach the account, and nothing that is described. */
  get providerJson(): object {
    const { terraform, provider } = this.json;
    return { terraform: { required_providers: terraform?.required_providers }, provider };
  }

  private get provider(): ProviderJson {
    return this.json.provider?.aws?.[0] ?? {};
  }
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

interface StackJson {
  readonly terraform?: { readonly required_providers?: unknown };
  readonly provider?: { readonly aws?: readonly ProviderJson[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

interface ProviderJson {
  readonly region?: string;
  readonly default_tags?: readonly { readonly tags?: Readonly<Record<string, string>> }[];
}
