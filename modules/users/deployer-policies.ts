import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Lazy, TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { checkAtSynthesis, type Checks, checkSize, renderedBytes } from "../core";
import { policyDocument, type PolicyStatement } from "../iam";
import { type Deployment, deployStatements, watchStatements } from "./deploy-statements";
import { REFRESH_ACTIONS } from "./refresh-actions";
import { refreshStatements } from "./refresh-statements";
import { sharedStatements } from "./shared-statements";

/**
 * What a deployer may do, in three policies because one would be too long: what a version bump changes, and what
 * Terraform reads before, of the types of resources and data sources that the stack has in the end.
 *
 * Makes three `aws_iam_policy`.
 */
export class DeployerPolicies extends Construct {
  /** ARNs of the policies by a stable key. */
  readonly arns: Readonly<Record<PolicyKey, string>>;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { location, clusterName } = deployment;
    const refresh = () => refreshStatements(this.typesRead(), location);
    const statements: Record<PolicyKey, () => PolicyStatement[]> = {
      deploy: () => deployStatements(deployment),
      read: () => [
        ...refresh().limited,
        ...sharedStatements(TerraformStack.of(this), location),
        ...watchStatements(deployment),
      ],
      describe: () => refresh().unlimited,
    };

    const add = (key: PolicyKey) => this.addPolicy(key, clusterName, statements[key]);
    this.arns = { deploy: add("deploy"), read: add("read"), describe: add("describe") };
    checkAtSynthesis(this, (c) => {
      checkTypes(c, this.typesRead());
      checkLengths(c, statements, location.account);
    });
  }

  private addPolicy(key: PolicyKey, clusterName: string, statements: () => PolicyStatement[]): string {
    const policy = new IamPolicy(this, key, {
      namePrefix: `${clusterName.slice(0, MAX_CLUSTER_LENGTH)}-deployer-${key}-`,
      description: `Deployer of ${clusterName}: ${DESCRIPTIONS[key]}`,
      // Late, because the stack goes on to grow.
      policy: Lazy.stringValue({ produce: () => policyDocument(statements()) }),
    });
    return policy.arn;
  }

  /** As they stand in `REFRESH_ACTIONS`. */
  private typesRead(): string[] {
    const types = TerraformStack.of(this)
      .node.findAll()
      .flatMap((one) => {
        if (TerraformResource.isTerraformResource(one)) {
          return one.terraformResourceType;
        }
        return TerraformDataSource.isTerraformDataSource(one) ? `data.${one.terraformResourceType}` : [];
      });
    return [...new Set(types)].sort();
  }
}

function checkTypes(c: Checks, types: readonly string[]): void {
  for (const type of types) {
    c.require(() => REFRESH_ACTIONS[type] !== undefined, {
      prop: "resources of the stack",
      must: "be of types whose reads are known",
      got: type,
      hint: "add what the provider reads of it to modules/users/refresh-actions.ts",
    });
  }
}

function checkLengths(
  c: Checks,
  statements: Readonly<Record<PolicyKey, () => PolicyStatement[]>>,
  account: string,
): void {
  for (const [key, produce] of Object.entries(statements)) {
    const document = policyDocument(produce()).replaceAll(account, "x".repeat(ACCOUNT_LENGTH));
    const bytes = renderedBytes(document, MAX_TOKEN_LENGTH);
    checkSize(c, `${key} policy`, "managedPolicy", bytes, "share the services out among several deployers");
  }
}

type PolicyKey = "deploy" | "read" | "describe";

const DESCRIPTIONS: Readonly<Record<PolicyKey, string>> = {
  deploy: "new task definitions, services and the state",
  read: "what can be read by resource",
  describe: "what can be read for all resources only",
};

/** Of the 128 that AWS allows to a name, Terraform appends 26. */
const MAX_CLUSTER_LENGTH = 80;
const ACCOUNT_LENGTH = 12;
/** Of a role's ARN under `/ecs/`, the longest of the texts that only Terraform knows. */
const MAX_TOKEN_LENGTH = 99;
