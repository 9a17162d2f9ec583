import type { Deployment } from "./deployment";

/** The attributes of one resource. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What Terraform's state says of the resources of a deployment. */
export class AppliedState {
  private constructor(private readonly resources: readonly StateResource[]) {}

  static async of(deployment: Deployment): Promise<AppliedState> {
    const state = JSON.parse(await deployment.terraform("show", "-json")) as {
      readonly values: { readonly root_module: { readonly resources: readonly StateResource[] } };
    };
    return new AppliedState(state.values.root_module.resources);
  }

  /** The resources of one type, e.g. `aws_vpc`. */
  list(type: string): readonly Attributes[] {
    return this.resources.filter((resource) => resource.type === type).map(({ values }) => values);
  }

  /** One attribute of all resources of a type, sorted. */
  all(type: string, attribute: string): string[] {
    return this.list(type)
      .map((one) => String(one[attribute]))
      .sort();
  }

  /** The resource of a type whose attributes are these. */
  only(type: string, attributes: Attributes = {}): Attributes {
    const found = this.list(type).filter((one) =>
      Object.entries(attributes).every(([name, value]) => one[name] === value),
    );
    if (found.length !== 1 || found[0] === undefined) {
      throw new Error(`expected one ${type} with ${JSON.stringify(attributes)}, found ${found.length}`);
    }
    return found[0];
  }
}

interface StateResource {
  readonly type: string;
  readonly values: Attributes;
}
