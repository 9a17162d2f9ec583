import { AppliedState } from "./applied-state";
import { Deployment } from "./deployment";
import { describeE2e } from "./describe-e2e";

/** What is special about an example. */
export interface ExampleSettings {
  /** Milliseconds that the first apply may take. */
  readonly timeout: number;
  /** Makes what the example expects to exist already, and returns the context that tells of it. @default nothing */
  readonly prepare?: () => Promise<Readonly<Record<string, string>>>;
  /** What the description adds, where an example is applied in several ways. @default nothing */
  readonly variant?: string;
}

/**
 * Describes the program `examples/<name>/main.ts`, which is applied to local AWS once, for all the tests. Tests that
 * change it, like `testNewVersion`, come after those that look at it, and `testDestroy` comes last.
 */
export function describeExample(
  name: string,
  settings: ExampleSettings,
  tests: (example: Example) => void,
): void {
  const { timeout, prepare, variant } = settings;
  describeE2e(`the example ${name}${variant === undefined ? "" : ` ${variant}`} on local AWS`, () => {
    const example = new Example(`examples/${name}/main.ts`);
    beforeAll(async () => {
      await example.apply(await prepare?.());
    }, timeout);
    afterAll(() => example.remove());
    tests(example);
  });
}

/** An example as it is applied. */
export class Example {
  private begun?: Deployment;
  private applied?: { deployment: Deployment; state: AppliedState };
  private readonly newVersions = new Map<string, string>();

  constructor(readonly program: string) {}

  get deployment(): Deployment {
    return this.known.deployment;
  }

  /** What the first apply made. */
  get state(): AppliedState {
    return this.known.state;
  }

  /** The arguments with which Terraform is told the versions that have been brought out so far. */
  get versions(): string[] {
    return [...this.newVersions].map(([variable, version]) => `-var=${variable}=${version}`);
  }

  /** Plans and applies. A plan validates: https://developer.hashicorp.com/terraform/cli/commands/validate */
  async apply(context: Readonly<Record<string, string>> = {}): Promise<void> {
    const deployment = await Deployment.of(this.program, context);
    this.begun = deployment;
    await deployment.plan();
    await deployment.applyPlan();
    this.applied = { deployment, state: await AppliedState.of(deployment) };
  }

  /** What the plan of a new version changes, sorted; it stays the version from here on. */
  planVersion(variable: string, version: string) {
    this.newVersions.set(variable, version);
    return this.deployment.plan(...this.versions);
  }

  /** Deletes the folder, if there is one, also of an apply that has not come to its end. */
  async remove(): Promise<void> {
    await this.begun?.remove();
  }

  private get known() {
    if (this.applied === undefined) {
      throw new Error(`${this.program} is not applied`);
    }
    return this.applied;
  }
}
