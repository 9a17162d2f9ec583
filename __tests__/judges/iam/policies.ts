import type { AppliedResource, AppliedStack } from "./applied-stack";

/** A statement of a policy, with lists where AWS takes a text or a list. */
export interface Statement {
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  /** By kind, e.g. `Service`; `*` is everybody. Identity policies have none. */
  readonly principals?: Readonly<Record<string, readonly string[]>> | "*";
  readonly actions: readonly string[];
  /** Trust policies, and those of ECR repositories, have none. */
  readonly resources: readonly string[];
  readonly conditions: Conditions;
}

/** Values by operator and key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a policy is attached to decides what it may say. */
export type PolicyKind = "identity" | "trust" | "resource";

export interface Policy {
  readonly kind: PolicyKind;
  readonly stack: Pick<AppliedStack, "name" | "place">;
  /** Of the resource that holds the policy. */
  readonly address: string;
  /** The role or user of an inline policy, or the resource that a resource policy is on: its ARN. */
  readonly subject: string;
  readonly id?: string;
  readonly statements: readonly Statement[];
}

/** The attributes that hold policies, by type of resource, and how their subject is found. */
const SOURCES: Readonly<Record<string, PolicySource>> = {
  aws_ecr_repository_policy: on("policy", "aws_ecr_repository", "name", "repository"),
  aws_iam_policy: { kind: "identity", attribute: "policy", subject: (one) => one.text("arn") },
  aws_iam_role: { kind: "trust", attribute: "assume_role_policy", subject: (one) => one.text("arn") },
  aws_iam_role_policy: {
    kind: "identity",
    attribute: "policy",
    subject: (one, stack) => stack.find("aws_iam_role", "name", one.text("role"))?.text("arn"),
  },
  aws_kms_key_policy: on("policy", "aws_kms_key", "key_id", "key_id"),
  aws_s3_bucket_policy: on("policy", "aws_s3_bucket", "id", "bucket"),
  aws_secretsmanager_secret_policy: {
    kind: "resource",
    attribute: "policy",
    subject: (one) => one.text("secret_arn"),
  },
  aws_sns_topic_policy: { kind: "resource", attribute: "policy", subject: (one) => one.text("arn") },
  aws_sqs_queue_policy: on("policy", "aws_sqs_queue", "url", "queue_url"),
  aws_vpc_endpoint: { kind: "resource", attribute: "policy", subject: (one) => one.text("id") },
};

interface PolicySource {
  readonly kind: PolicyKind;
  readonly attribute: string;
  readonly subject: (resource: AppliedResource, stack: AppliedStack) => string | undefined;
}

/** A resource policy whose subject is the resource of `type` whose attribute `key` is the holder's `reference`. */
function on(attribute: string, type: string, key: string, reference: string): PolicySource {
  return {
    kind: "resource",
    attribute,
    subject: (one, stack) => stack.find(type, key, one.text(reference))?.text("arn"),
  };
}

/** All policies of a stack. */
export function readPolicies(stack: AppliedStack): Policy[] {
  return Object.entries(SOURCES).flatMap(([type, { kind, attribute, subject }]) =>
    stack.list(type).flatMap((resource) => {
      const text = resource.attribute(attribute);
      if (typeof text !== "string") {
        return [];
      }
      const { Id, Statement } = JSON.parse(text) as { Id?: string; Statement: RawStatement[] };
      return {
        kind,
        stack,
        address: resource.address,
        subject: subject(resource, stack) ?? "",
        id: Id,
        statements: Statement.map(readStatement),
      };
    }),
  );
}

interface RawStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | string[]>>;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

const KNOWN = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

/** @throws Error on an element that the judge does not know, such as `NotAction`. */
export function readStatement(statement: RawStatement): Statement {
  const unknown = Object.keys(statement).find((element) => !KNOWN.includes(element));
  if (unknown !== undefined) {
    throw new Error(`the judge does not know the policy element ${unknown}`);
  }
  const { Sid, Effect, Principal, Action, Resource, Condition = {} } = statement;
  return {
    sid: Sid,
    effect: Effect,
    principals: typeof Principal === "object" ? mapValues(Principal, listOf) : Principal,
    actions: listOf(Action),
    resources: listOf(Resource),
    conditions: mapValues(Condition, (keys) => mapValues(keys, listOf)),
  };
}

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat();
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
