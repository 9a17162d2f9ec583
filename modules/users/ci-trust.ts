import { type Checks, rules } from "../core";

/** Jobs of GitHub Actions. */
export interface GithubTrust {
  /** `<owner>/<name>`. */
  readonly repository: string;
  /**
   * Number of the owner, with `repositoryId`. Tokens of repositories that were made, renamed or moved after 15 July 2026
   * name both; those without are trusted beside, so that a repository can change over.
   * `gh api repos/<owner>/<name> --jq '.owner.id, .id'` tells them.
   * https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   * @default none: tokens that name no numbers are trusted only
   */
  readonly ownerId?: string;
  /** Number of the repository, with `ownerId`. @default none */
  readonly repositoryId?: string;
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
  /** What the token's `sub` may be, in full: a wildcard would trust pull requests, too. */
  readonly subjects: readonly string[];
}

export function checkGithub(c: Checks, trust: GithubTrust): void {
  const { repository, environment, branch, ownerId, repositoryId } = trust;
  c.known({ repository });
  c.each(trust, {
    repository: rules.text(/^[\w-]+\/[\w.-]+$/, "an owner and a repository", "write it like example/shop"),
    ownerId: NUMBER,
    repositoryId: NUMBER,
    environment: PLAIN_NAME,
    branch: BRANCH,
  });
  c.require(() => (ownerId === undefined) === (repositoryId === undefined), {
    prop: ownerId === undefined ? "ownerId" : "repositoryId",
    must: "be given beside the other number",
    got: undefined,
    hint: "GitHub names both in a token or none",
  });
  c.require(() => environment === undefined || branch === undefined, {
    prop: "branch",
    must: "be left out beside 'environment'",
    got: branch,
    hint: "GitHub names one of them in a token: limit the environment to the branch on GitHub",
  });
}

/** https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims */
export function githubTrust(trust: GithubTrust): TokenTrust {
  const { repository, ownerId, repositoryId, environment, branch = "main" } = trust;
  const [owner, name] = repository.split("/");
  const job = environment === undefined ? `ref:refs/heads/${branch}` : `environment:${environment}`;
  return {
    issuerUrl: "https://token.actions.githubusercontent.com",
    audience: "sts.amazonaws.com",
    subjects: [
      `repo:${repository}:${job}`,
      ...(ownerId === undefined ? [] : [`repo:${owner}@${ownerId}/${name}@${repositoryId}:${job}`]),
    ],
  };
}

export function checkGitlab(c: Checks, trust: GitlabTrust): void {
  // The condition on its tokens is named after the URL.
  c.known({ url: trust.url });
  c.each(trust, {
    project: rules.text(/^[\w.-]+(\/[\w.-]+)+$/, "a group and a project", "write it like example/shop"),
    branch: BRANCH,
    url: rules.text(
      /^https:\/\/[\w.-]+$/,
      "an https:// URL without a path",
      "write it like https://gitlab.com",
    ),
  });
}

/** https://docs.gitlab.com/ci/cloud_services/aws/ */
export function gitlabTrust(trust: GitlabTrust): TokenTrust {
  const { project, branch = "main", url = "https://gitlab.com" } = trust;
  return {
    issuerUrl: url,
    audience: url,
    subjects: [`project_path:${project}:ref_type:branch:ref:${branch}`],
  };
}

const NUMBER = rules.text(/^\d{1,20}$/, "a number in quotes", 'write it like "123456"');
const PLAIN_NAME = rules.text(/^[\w.-]+$/, "letters, digits, dots, hyphens and underscores", "rename it");
const BRANCH = rules.text(
  /^[\w./-]+$/,
  "the name of one branch",
  "a wildcard would trust branches of anybody",
);
