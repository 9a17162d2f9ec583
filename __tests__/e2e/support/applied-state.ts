/** The attributes of one resource. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What Terraform's state says of a deployment. */
export class AppliedState {
  /** The values of the outputs by name. */
  readonly outputs: Attributes;
  private readonly resources: readonly StateResource[];

  private constructor(state: State) {
    this.outputs = Object.fromEntries(
      Object.entries(state.outputs).map(([name, { value }]) => [name, value]),
    );
    this.resources = state.resources;
  }

  static async of(deployment: { readState(): Promise<string> }): Promise<AppliedState> {
    return new AppliedState(JSON.parse(await deployment.readState()) as State);
  }

  /** Addresses of all resources. */
  get addresses(): string[] {
    return this.resources.map(({ type, name }) => `${type}.${name}`);
  }

  /** The resources of one type, e.g. `aws_vpc`. */
  list(type: string): readonly Attributes[] {
    return this.resources
      .filter((resource) => resource.type === type)
      .flatMap(({ instances }) => instances)
      .map(({ attributes }) => attributes);
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

interface State {
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources: readonly StateResource[];
}

interface StateResource {
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: Attributes }[];
}
