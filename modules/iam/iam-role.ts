import { IamRole as AwsIamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable, Lazy, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  arn,
  check,
  checkAtSynthesis,
  checkJson,
  checkQuota,
  type Checks,
  checkSize,
  connectionScope,
  type Location,
  renderedBytes,
  rules,
} from "../core";
import { boundaryOf } from "./permissions-boundary";
import { checkStatements, policyDocument, type PolicyStatement } from "./policy-document";

export interface IamRoleProps {
  /**
   * What the name begins with; AWS appends a unique suffix, so that the same environment can exist in
   * several regions of an account. Longer than 37 characters is cut off.
   */
  readonly namePrefix: string;
  /**
   * The whole name, in place of `namePrefix`: 1 to 64 letters, digits and characters of +=,.@_-; unique in the account, so that
   * the environment can exist only once in it. AWS cannot rename a role: another name is another role.
   * @default none: AWS makes up a name that begins with `namePrefix`
   */
  readonly name?: string;
  /** What the role is for, as the console shows it. */
  readonly description: string;
  /**
   * The AWS service that assumes the role, e.g. `ecs-tasks.amazonaws.com`, or the ARN of the OIDC provider whose
   * tokens are taken for it.
   */
  readonly assumedBy: string | { readonly oidcProviderArn: string };
  /**
   * Path of the role. Roles that are handed to tasks live under `/ecs/`, because that is the only path
   * a deployer may pass.
   * @default "/"
   */
  readonly path?: string;
  /** Conditions on the token of an OIDC provider, e.g. its subject. @default none */
  readonly assumeConditions?: PolicyStatement["conditions"];
}

/**
 * A role for an AWS service or for holders of OIDC tokens, with one inline policy that its users add statements to.
 *
 * Makes `aws_iam_role`, and `aws_iam_role_policy` once a statement is added.
 */
export class IamRole extends Construct {
  readonly arn: string;
  readonly name: string;
  /** Depend on these to be created after, and destroyed before, the role's permissions in its own stack. */
  readonly permissions: ITerraformDependable[] = [];
  private readonly statements = new Map<Construct, PolicyStatement[]>();
  private readonly role: AwsIamRole;
  private sourceConditions: PolicyStatement["conditions"];

  constructor(scope: Construct, id: string, props: IamRoleProps) {
    super(scope, id);
    const { namePrefix, name, path = "/" } = props;
    check(this, (c) => {
      c.known({ namePrefix });
      checkRoleName(c, this, name);
      checkJson(c, "assumeConditions", props.assumeConditions);
      c.each(props, { namePrefix: NAME_PREFIX, path: PATH, description: DESCRIPTION });
    });
    checkAtSynthesis(this, (c) => {
      const policies = [...this.statements.values()].map(policyDocument);
      const hint = "allow fewer resources, or let what uses the role have roles of its own";
      checkSize(c, "permissions", "rolePolicies", renderedBytes(policies.join("")), hint);
      checkQuota(c, "trust", "trustPolicy", renderedBytes(this.trustPolicy(props)));
    });

    this.role = new AwsIamRole(this, "role", {
      ...(name === undefined ? { namePrefix: `${namePrefix.slice(0, MAX_PREFIX_LENGTH - 1)}-` } : { name }),
      description: props.description,
      path,
      permissionsBoundary: boundaryOf(this),
      // Late, because what the role is assumed for may come after it.
      assumeRolePolicy: Lazy.stringValue({ produce: () => this.trustPolicy(props) }),
    });
    this.arn = this.role.arn;
    this.name = this.role.name;
  }

  /**
   * Lets an AWS service assume the role for the resources of one account only: without it, somebody in another account
   * could make the service use the role for them. The first call counts.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   *
   * @param service whose resources these are, as in their ARNs
   * @param resource end of the ARN, or of a pattern of ARNs, that the service says it assumes the role for
   */
  assumeFor(location: Location, service: string, resource: string): void {
    this.sourceConditions ??= {
      StringEquals: { "aws:SourceAccount": location.account },
      ArnLike: { "aws:SourceArn": arn(location, service, resource) },
    };
  }

  /**
   * Adds statements to the role's inline policy.
   *
   * @throws ValidationError on an action with a wildcard
   */
  allow(...statements: PolicyStatement[]): void {
    this.allowFor(this, ...statements);
  }

  /**
   * The same for a construct that uses the role and may be of another stack: then the policy is that stack's.
   *
   * @throws ValidationError on an action with a wildcard
   */
  allowFor(user: IConstruct, ...statements: PolicyStatement[]): void {
    check(this, (c) => {
      checkStatements(c, statements);
    });
    const scope = connectionScope(this, user);
    const inPolicy = this.statements.get(scope);
    if (inPolicy === undefined) {
      this.statements.set(scope, [...statements]);
      const policy = this.addPolicy(scope);
      if (scope === this) {
        this.permissions.push(policy);
      }
    } else {
      inPolicy.push(...statements);
    }
  }

  private trustPolicy({ assumedBy, assumeConditions }: IamRoleProps): string {
    return policyDocument([{ ...trust(assumedBy), conditions: assumeConditions ?? this.sourceConditions }]);
  }

  private addPolicy(scope: Construct): IamRolePolicy {
    return new IamRolePolicy(scope, "policy", {
      name: scope === this ? "inline" : `inline-${TerraformStack.of(scope).node.id}`,
      role: this.role.name,
      policy: Lazy.stringValue({ produce: () => policyDocument(this.statements.get(scope) ?? []) }),
    });
  }
}

function checkRoleName(c: Checks, role: IConstruct, name: string | undefined): void {
  c.each({ name }, { name: NAME });
  if (name !== undefined) {
    c.unique("name", name, {
      owner: role.node.root,
      kind: "role",
      inWords: "the program",
      hint: "choose another name",
    });
  }
}

function trust(assumedBy: IamRoleProps["assumedBy"]): PolicyStatement {
  return typeof assumedBy === "string"
    ? { principals: { Service: assumedBy }, actions: ["sts:AssumeRole"] }
    : { principals: { Federated: assumedBy.oidcProviderArn }, actions: ["sts:AssumeRoleWithWebIdentity"] };
}

/** Of a name prefix: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html allows 64 in all, Terraform appends 26. */
const MAX_PREFIX_LENGTH = 38;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const NAME = rules.text(
  /^[\w+=,.@-]{1,64}$/,
  "1 to 64 letters, digits and characters of +=,.@_-",
  "write it like acc-orders",
);
const NAME_PREFIX = rules.text(
  /^[\w+=,.@-]+$/,
  "letters, digits and characters of +=,.@_-",
  "write it like acc-orders",
);
const DESCRIPTION = rules.text(
  /^[\t\n\r -~\u00a1-\u00ff]{0,1000}$/,
  "at most 1000 characters of Latin-1",
  "write it shorter, or with these",
);
const PATH = rules.text(
  /^\/([\w+=,.@-]+\/)*$/,
  'a path such as "/" or "/ecs/"',
  "begin and end it with a slash",
);
