import { type Checks, rules } from "../core";

/** Settings of a {@link Secret}. */
export interface SecretOptions {
  /** ARN of the customer managed key that encrypts it. @default AWS's own key, which needs no permission */
  readonly kmsKeyArn?: string;
}

/** Settings of a {@link Secret} in Secrets Manager. */
export interface SecretsManagerOptions extends SecretOptions {
  /** Which value of a JSON text it is. @default the whole text */
  readonly jsonKey?: string;
}

/**
 * Where a value that nobody may read is kept. ECS reads it when it starts the container, with the execution role,
 * which is allowed that one value; nothing of it reaches Terraform, its state or the task definition.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export class Secret {
  private constructor(
    readonly store: "ssm" | "secretsmanager",
    /** Name or ARN of the parameter, or ARN of the secret. */
    readonly source: string,
    private readonly jsonKey: string | undefined,
    readonly kmsKeyArn: string | undefined,
  ) {}

  /** @param name of a parameter in the same region, e.g. `/prod/orders/db-password`, or its ARN */
  static fromSsmParameter(name: string, options: SecretOptions = {}): Secret {
    return new Secret("ssm", name, undefined, options.kmsKeyArn);
  }

  /** @param arn the whole ARN, with the six characters that AWS appends to the name */
  static fromSecretsManager(arn: string, options: SecretsManagerOptions = {}): Secret {
    return new Secret("secretsmanager", arn, options.jsonKey, options.kmsKeyArn);
  }

  /** As a container definition names it. */
  get valueFrom(): string {
    return this.jsonKey === undefined ? this.source : `${this.source}:${this.jsonKey}::`;
  }
}

/** Checks that a secret is named as ECS can read it. */
export function checkSecret(c: Checks, prop: string, { store, source }: Secret): void {
  c.value(prop, source, store === "ssm" ? PARAMETER : rules.secretArn);
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
const PARAMETER = rules.text(
  /^(arn:aws[\w-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+|\/?[\w.-]+(\/[\w.-]+)*)$/,
  "the name or ARN of a parameter",
  "write it like /prod/orders/db-password",
);
