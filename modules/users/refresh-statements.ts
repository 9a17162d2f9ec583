import { arn, type Location } from "../core";
import type { PolicyStatement } from "../iam";
import { REFRESH_ACTIONS } from "./refresh-actions";

/** The reads of a refresh, in two parts so that each fits into a managed policy. */
export interface RefreshStatements {
  /** Those that AWS allows for everything or nothing. */
  readonly unlimited: PolicyStatement[];
  /** Those for this region of this account. */
  readonly limited: PolicyStatement[];
}

/** What Terraform must be allowed to read to learn how resources of these types are. */
export function refreshStatements(resourceTypes: Iterable<string>, location: Location): RefreshStatements {
  const actions = [...new Set([...resourceTypes].flatMap((type) => REFRESH_ACTIONS[type] ?? []))].sort();
  const limited = actions.filter(isLimited);
  const services = [...new Set(limited.map(serviceOf))];
  return {
    unlimited: statement(
      actions.filter((action) => !isLimited(action)),
      ["*"],
    ),
    limited: statement(
      limited,
      services.flatMap((service) => resourcesOf(service, location)),
    ),
  };
}

function statement(actions: readonly string[], resources: readonly string[]): PolicyStatement[] {
  return actions.length === 0 ? [] : [{ actions, resources }];
}

function isLimited(action: string): boolean {
  return (
    LIMITED_ACTIONS.has(action) || (LIMITED_SERVICES.has(serviceOf(action)) && !UNLIMITED_ACTIONS.has(action))
  );
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":"));
}

function resourcesOf(service: string, location: Location): string[] {
  const { partition, account } = location;
  switch (service) {
    case "iam":
      return IAM_KINDS.map((kind) => `arn:${partition}:iam::${account}:${kind}/*`);
    case "s3":
      // The ARN of a bucket says neither region nor account.
      return [`arn:${partition}:s3:::*`];
    default:
      return [arn(location, service, "*")];
  }
}

/** AWS refuses IAM's resources without their kind. */
const IAM_KINDS = ["instance-profile", "oidc-provider", "policy", "role", "user"];

/**
 * Services that tell resources apart when they are read; the others answer for all or for none.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const LIMITED_SERVICES: ReadonlySet<string> = new Set([
  "acm",
  "cloudwatch",
  "ecr",
  "ecs",
  "elasticfilesystem",
  "events",
  "iam",
  "kms",
  "logs",
  "rds",
  "s3",
  "scheduler",
  "secretsmanager",
  "servicediscovery",
  "sns",
  "sqs",
]);
/** Of them, those that are for everything or nothing. */
const UNLIMITED_ACTIONS: ReadonlySet<string> = new Set([
  "ecs:DescribeTaskDefinition",
  "kms:ListAliases",
  "logs:DescribeLogGroups",
  "servicediscovery:ListTagsForResource",
]);
/** Of the others, those that are not. */
const LIMITED_ACTIONS: ReadonlySet<string> = new Set([
  "application-autoscaling:ListTagsForResource",
  "ec2:DescribeVpcAttribute",
]);
