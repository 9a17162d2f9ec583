import type { SynthesizedStack } from "../../support/synth";
import { synthesizedStacks } from "../stacks";
import { arnOf } from "./arns";
import { evaluateTemplate } from "./expressions";
import type { Place } from "./place";

/** The account that stacks are thought to be deployed to. */
export const ACCOUNT = "111122223333";

/** A resource of a stack with the values that its expressions would have. */
export interface AppliedResource {
  readonly type: string;
  readonly address: string;
  /** The attribute with all references resolved; `undefined` where it is not set. */
  readonly attribute: (name: string) => unknown;
  /** The attribute as a text, also those that AWS makes up, such as `arn`. */
  readonly text: (name: string) => string;
  /** The attribute as it is written, with its expressions. */
  readonly raw: (name: string) => unknown;
}

/** A synthesized stack as it would be in the account {@link ACCOUNT}: every name and ARN is known. */
export class AppliedStack {
  readonly place: Place;

  constructor(
    readonly name: string,
    private readonly stack: SynthesizedStack,
  ) {
    const provider = (stack.json.provider as { aws: { region: string }[] }).aws[0];
    const region = provider?.region ?? "";
    this.place = { partition: partitionOf(region), region, account: ACCOUNT };
  }

  list(type: string): AppliedResource[] {
    return Object.keys(this.stack.resources(type)).map((id) => this.resource(type, id));
  }

  get types(): string[] {
    return this.stack.types;
  }

  /** How many texts of its resources look like a policy. */
  get policyTexts(): number {
    return JSON.stringify(this.stack.json.resource).split('\\"Statement\\":').length - 1;
  }

  /** The resource that has an ARN, name or id. */
  find(type: string, attribute: string, value: unknown): AppliedResource | undefined {
    return this.list(type).find((one) => one.text(attribute) === value);
  }

  /** Local values, e.g. user data of instances. */
  get locals(): Readonly<Record<string, string>> {
    return (this.stack.json.locals ?? {}) as Record<string, string>;
  }

  /** The backend of the stack's state, if it is in S3. */
  get state(): { readonly bucket: string; readonly key: string } | undefined {
    const { backend } = this.stack.json.terraform as { backend: { s3?: { bucket: string; key: string } } };
    return backend.s3;
  }

  private resource(type: string, id: string): AppliedResource {
    const block = this.stack.resources(type)[id];
    if (block === undefined) {
      throw new Error(`${this.name} has no ${type}.${id}`);
    }
    return {
      type,
      address: `${type}.${id}`,
      attribute: (name) => this.resolve(block[name]),
      text: (name) => this.attributeOf(type, id, name),
      raw: (name) => block[name],
    };
  }

  private resolve(value: unknown): unknown {
    if (typeof value === "string") {
      return evaluateTemplate(value, (reference) => this.lookUp(reference));
    }
    if (Array.isArray(value)) {
      return value.map((one) => this.resolve(one));
    }
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.resolve(one)]))
      : value;
  }

  private lookUp(reference: string): string {
    const [type = "", id = "", ...path] = reference.split(".");
    if (type === "var") {
      const variables = this.stack.json.variable as Record<string, { default: string }>;
      return variables[id]?.default ?? "";
    }
    if (type === "data") {
      return `${type}-${id}-${path.join("-")}`;
    }
    return this.attributeOf(type, id, path.join("."));
  }

  private attributeOf(type: string, id: string, attribute: string): string {
    const block = this.stack.resources(type)[id];
    if (block === undefined) {
      throw new Error(`${this.name} has no ${type}.${id}`);
    }
    const given = this.resolve(block[attribute]);
    if (typeof given === "string") {
      return given;
    }
    const prefix = this.resolve(block[`${attribute}_prefix`]);
    if (typeof prefix === "string") {
      return `${prefix}20261121`;
    }
    return arnOf({
      type,
      id,
      attribute,
      place: this.place,
      text: (name) => this.attributeOf(type, id, name),
    });
  }
}

/** All stacks of this project. */
export function appliedStacks(): AppliedStack[] {
  return synthesizedStacks().map(([name, stack]) => new AppliedStack(name, stack));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
