import { Lazy } from "cdktf";
import type { IConstruct } from "constructs";

const BOUNDARY = Symbol.for("ecs-terraform-cdk.permissionsBoundary");

type Bounded = IConstruct & { [BOUNDARY]?: string };

/**
 * What roles and users of this package can be allowed at most, whatever their own policies say. Often whoever may make
 * roles must give them one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class PermissionsBoundary {
  /** The boundary of all roles and users below `scope`, e.g. a stack or the whole app, made already or later. */
  static of(scope: IConstruct): PermissionsBoundary {
    return new PermissionsBoundary(scope);
  }

  private constructor(private readonly scope: Bounded) {}

  /** @param policyArn ARN of a managed policy; one that is set further down wins. */
  apply(policyArn: string): void {
    this.scope[BOUNDARY] = policyArn;
  }
}

/** The boundary that is nearest above a role or user when everything has been built; left out where there is none. */
export function boundaryOf(scope: IConstruct): string {
  return Lazy.stringValue({
    produce: () =>
      scope.node.scopes.reduce<string | undefined>(
        (nearest, one: Bounded) => one[BOUNDARY] ?? nearest,
        undefined,
      ),
  });
}
