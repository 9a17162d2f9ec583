/**
 * What kind of construct a thing is, told by a mark and not by `instanceof`: two copies of this package can meet in one
 * program, and each has classes of its own.
 */
export class Kind<T extends object> {
  private readonly mark: symbol;

  constructor(name: string) {
    this.mark = Symbol.for(`ecs-terraform-cdk.${name}`);
  }

  /** Called by a construct of this kind in its constructor. */
  put(on: T): void {
    Object.defineProperty(on, this.mark, { value: true });
  }

  has(thing: unknown): thing is T {
    return typeof thing === "object" && thing !== null && this.mark in thing;
  }
}
