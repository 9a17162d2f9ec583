import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { accountOf, check, dnsSuffixOf, isKnown, rules } from "../core";
import type { IEcrRepository } from "./ecr-repository";

export interface ExistingEcrRepositoryProps {
  /** E.g. `arn:aws:ecr:eu-west-1:123456789012:repository/shop/web`. */
  readonly repositoryArn: string;
}

/** A registry of images that another program made; its policy must let this account pull. Makes no resource. */
export class ExistingEcrRepository extends Construct implements IEcrRepository {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: ExistingEcrRepositoryProps) {
    super(scope, id);
    const { repositoryArn } = props;
    check(this, (c) => {
      c.each(props, { repositoryArn: REPOSITORY_ARN });
    });
    this.arn = repositoryArn;
    this.url = urlOf(repositoryArn, dnsSuffixOf(this));
  }
}

function urlOf(arn: string, dnsSuffix: string): string {
  if (isKnown(arn)) {
    const [, , , region = "", account = "", repository = ""] = arn.split(":");
    return `${account}.dkr.ecr.${region}.${dnsSuffix}/${repository.replace("repository/", "")}`;
  }
  const part = (index: number) => Token.asString(Fn.element(Fn.split(":", arn), index));
  const name = Token.asString(Fn.trimprefix(part(5), "repository/"));
  return `${accountOf(arn)}.dkr.ecr.${part(3)}.${dnsSuffix}/${name}`;
}

const REPOSITORY_ARN = rules.text(
  /^arn:aws[a-z-]*:ecr:[a-z0-9-]+:\d{12}:repository\/[a-z0-9][a-z0-9._/-]*$/,
  "the ARN of a repository",
  "write it like arn:aws:ecr:eu-west-1:123456789012:repository/shop/web",
);
