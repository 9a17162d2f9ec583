import { Construct } from "constructs";
import { IamRole, PermissionsBoundary } from "../../modules/iam";
import { EcsDeployer } from "../../modules/users";
import { service, synthesizeContext } from "../support/service";
import { synthesize, type SynthesizedStack } from "../support/synth";
import { state } from "../users/deployer-stack";

const boundary = "arn:aws:iam::111122223333:policy/boundary";
const narrower = "arn:aws:iam::111122223333:policy/narrower";

function role(scope: Construct, id: string): void {
  new IamRole(scope, id, { namePrefix: id, description: id, assumedBy: "ecs-tasks.amazonaws.com" });
}

function boundaries(stack: SynthesizedStack): unknown[] {
  return stack.list("aws_iam_role").map((one) => one.permissions_boundary);
}

describe("a permissions boundary", () => {
  test("is on all roles below the scope that it is applied to, made before and after", () => {
    const stack = synthesize((scope) => {
      role(scope, "before");
      PermissionsBoundary.of(scope).apply(boundary);
      role(scope, "after");
    });
    expect(boundaries(stack)).toEqual([boundary, boundary]);
  });

  test("that is applied further down wins", () => {
    const stack = synthesize((scope) => {
      const inner = new Construct(scope, "inner");
      PermissionsBoundary.of(scope).apply(boundary);
      PermissionsBoundary.of(inner).apply(narrower);
      role(scope, "outer-role");
      role(inner, "inner-role");
    });
    expect(stack.list("aws_iam_role").map((one) => [one.description, one.permissions_boundary])).toEqual(
      expect.arrayContaining([
        ["outer-role", boundary],
        ["inner-role", narrower],
      ]),
    );
  });

  test("is left out where none is applied", () => {
    const stack = synthesize((scope) => {
      role(scope, "free");
      PermissionsBoundary.of(new Construct(scope, "elsewhere")).apply(boundary);
    });
    expect(stack.only("aws_iam_role")).not.toHaveProperty("permissions_boundary");
  });

  test("is on a deployer's user, too, and on every role of its stack", () => {
    const stack = synthesizeContext((context) => {
      PermissionsBoundary.of(context.stack).apply(boundary);
      const services = [service(context, "shop")];
      new EcsDeployer(context.stack, "deployer", {
        cluster: context.cluster,
        services,
        state,
        userName: "ci",
        gitlab: { project: "example/shop" },
      });
    });
    expect(stack.only("aws_iam_user")).toMatchObject({ permissions_boundary: boundary });
    expect(boundaries(stack)).toEqual(Array(4).fill(boundary));
  });
});
