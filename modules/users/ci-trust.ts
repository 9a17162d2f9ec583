import type { IConstruct } from "constructs";
import { rules, validateProps, ValidationError } from "../core";

/** Jobs of GitHub Actions. */
export interface GithubTrust {
  /** `<owner>/<name>`. */
  readonly repository: string;
  /** Jobs that run in this environment of the repository, which can ask people for approval. @default jobs of `branch` */
  readonly environment?: string;
  /** Jobs that run for this branch, without an environment. @default "main" */
  readonly branch?: string;
  /** ARN of the account's OIDC provider for GitHub, of which there can be one only. @default it is made */
  readonly oidcProviderArn?: string;
}

/** Jobs of GitLab CI. */
export interface GitlabTrust {
  /** `<group>/<name>`, with subgroups between. */
  readonly project: string;
  /** Jobs that run for this branch. @default "main" */
  readonly branch?: string;
  /** Of the GitLab instance; also the `aud` that jobs ask for in `id_tokens`. @default "https://gitlab.com" */
  readonly url?: string;
  /** ARN of the account's OIDC provider for that instance, of which there can be one only. @default it is made */
  readonly oidcProviderArn?: string;
}

/** Whose tokens are trusted: who issues them, for whom, and about what. */
export interface TokenTrust {
  readonly issuerUrl: string;
  readonly audience: string;
  /** The token's `sub`, in full: a wildcard would trust pull requests, too. */
  readonly subject: string;
}

/** https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims */
export function githubTrust(scope: IConstruct, trust: GithubTrust): TokenTrust {
  const { repository, environment, branch = "main" } = trust;
  validateProps(scope, trust, {
    repository: rules.text(/^[\w-]+\/[\w.-]+$/, "an owner and a repository", "write it like example/shop"),
    environment: PLAIN_NAME,
    branch: BRANCH,
  });
  if (environment !== undefined && trust.branch !== undefined) {
    throw new ValidationError(scope, {
      prop: "github.branch",
      must: "be left out beside 'environment'",
      got: trust.branch,
      hint: "GitHub names one of them in a token: limit the environment to the branch on GitHub",
    });
  }
  const job = environment === undefined ? `ref:refs/heads/${branch}` : `environment:${environment}`;
  return {
    issuerUrl: "https://token.actions.githubusercontent.com",
    audience: "sts.amazonaws.com",
    subject: `repo:${repository}:${job}`,
  };
}

/** https://docs.gitlab.com/ci/cloud_services/aws/ */
export function gitlabTrust(scope: IConstruct, trust: GitlabTrust): TokenTrust {
  const { project, branch = "main", url = "https://gitlab.com" } = trust;
  validateProps(scope, trust, {
    project: rules.text(/^[\w.-]+(\/[\w.-]+)+$/, "a group and a project", "write it like example/shop"),
    branch: BRANCH,
    url: rules.text(
      /^https:\/\/[\w.-]+$/,
      "an https:// URL without a path",
      "write it like https://gitlab.com",
    ),
  });
  return {
    issuerUrl: url,
    audience: url,
    subject: `project_path:${project}:ref_type:branch:ref:${branch}`,
  };
}

const PLAIN_NAME = rules.text(/^[\w.-]+$/, "letters, digits, dots, hyphens and underscores", "rename it");
const BRANCH = rules.text(
  /^[\w./-]+$/,
  "the name of one branch",
  "a wildcard would trust branches of anybody",
);
