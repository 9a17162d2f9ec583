import { Fn, TerraformVariable, Token } from "cdktf";
import { Construct } from "constructs";
import { check, checkRepository, rules } from "../core";
import type { IEcrRepository, RepositoryImage } from "../ecr";

export interface ImageVersionProps {
  /** Key of the service: lowercase letters, digits and underscores, beginning with a letter. The variable is `<service>_version`. */
  readonly service: string;
  /** Tag or `sha256:` digest that is used unless a deployment names another. */
  readonly default: string;
  /** Whether it may be `latest`, of which nobody knows which version it is, and whose change no plan shows. @default false */
  readonly allowLatest?: boolean;
}

/**
 * Which version of a service's image runs, as a Terraform input variable: `-var app_version=v2`.
 *
 * Makes one `variable`, which accepts a legal image tag other than `latest`, or a digest, and nothing else.
 */
export class ImageVersion extends Construct {
  private readonly variable: TerraformVariable;

  constructor(scope: Construct, id: string, props: ImageVersionProps) {
    super(scope, id);
    const { service, default: defaultVersion, allowLatest = false } = props;
    check(this, (c) => {
      c.known({ service, default: defaultVersion });
      c.each<ImageVersionProps>(props, {
        service: rules.text(
          /^[a-z][a-z0-9_]*$/,
          "lowercase letters, digits and underscores, beginning with a letter",
          "rename the service",
        ),
        default: rules.text(LEGAL_VERSION, LEGAL_VERSION_IN_WORDS, "write it like v2 or 1.4.0"),
      });
      c.require(() => allowLatest || defaultVersion !== "latest", {
        prop: "default",
        must: "not be latest",
        got: defaultVersion,
        hint: "name a version, since nobody knows which one that is, or set 'allowLatest'",
      });
    });

    this.variable = new TerraformVariable(this, "variable", {
      type: "string",
      description: `Version of service ${service}: an image tag or a sha256: digest`,
      default: defaultVersion,
      nullable: false,
    });
    const name = `${service}_version`;
    this.variable.overrideLogicalId(name);
    this.variable.addValidation({
      condition: `\${can(regex("${LEGAL_VERSION.source}", var.${name}))}`,
      errorMessage: `${name} must be ${LEGAL_VERSION_IN_WORDS}.`,
    });
    if (!allowLatest) {
      this.variable.addValidation({
        condition: `\${var.${name} != "latest"}`,
        errorMessage: `${name} must not be latest: nobody knows which version that is.`,
      });
    }
  }

  /**
   * The image in this version: `repository:tag`, or `repository@sha256:…` for a digest.
   *
   * @throws ValidationError when the repository has a tag already, or is none
   */
  of(repository: string): string;
  /** The same, in a repository that is made here or known by its ARN, from which its task may then pull. */
  of(repository: IEcrRepository): RepositoryImage;
  of(repository: string | IEcrRepository): string | RepositoryImage {
    if (typeof repository === "string") {
      check(this, (c) => {
        checkRepository(c, "repository", repository);
      });
    }
    const version = this.variable.stringValue;
    const separator = Token.asString(Fn.conditional(Fn.startswith(version, "sha256:"), "@", ":"));
    return typeof repository === "string"
      ? `${repository}${separator}${version}`
      : { name: `${repository.url}${separator}${version}`, repositoryArn: repository.arn };
  }
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const LEGAL_VERSION = /^([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|sha256:[a-f0-9]{64})$/;
const LEGAL_VERSION_IN_WORDS = 'a legal image tag or a digest "sha256:" with 64 hexadecimal digits';
