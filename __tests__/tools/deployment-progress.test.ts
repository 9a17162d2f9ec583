import { DeploymentProgress } from "../../tools/deployment-progress";

function after(...lines: readonly string[]): string {
  const progress = new DeploymentProgress();
  lines.forEach((line) => {
    progress.accept(line);
  });
  return progress.toString();
}

describe("DeploymentProgress", () => {
  test("is planning until the plan is there", () => {
    expect(after("acc  Initializing the backend...")).toBe("planning");
  });

  test("counts everything that the plan announces", () => {
    expect(after("     Plan: 3 to add, 2 to change, 1 to destroy.")).toBe("0/6 resources");
  });

  test("names the oldest resource in work by the path of its construct", () => {
    expect(
      after(
        "     Plan: 3 to add, 0 to change, 0 to destroy.",
        "acc  aws_lb.alb_balancer_AA75B602 (alb/balancer): Creating...",
        "     aws_vpc.vpc_6776A399 (vpc/vpc): Creating...",
      ),
    ).toBe("0/3 resources, waiting for alb/balancer (aws_lb)");
  });

  test("counts what is complete, and goes on to the next in work", () => {
    expect(
      after(
        "     Plan: 3 to add, 0 to change, 0 to destroy.",
        "acc  aws_lb.alb (alb/balancer): Creating...",
        "     aws_vpc.vpc (vpc/vpc): Creating...",
        "acc  aws_lb.alb (alb/balancer): Still creating... [10s elapsed]",
        "acc  aws_lb.alb (alb/balancer): Creation complete after 12s [id=arn:aws:elasticloadbalancing]",
      ),
    ).toBe("1/3 resources, waiting for vpc/vpc (aws_vpc)");
  });

  test("follows updates and destruction too, also without a construct's path", () => {
    expect(
      after(
        "acc  Plan: 0 to add, 1 to change, 1 to destroy.",
        "acc  aws_ecs_service.app: Modifying... [id=arn:aws:ecs]",
        "acc  aws_sns_topic.t: Destroying... [id=arn:aws:sns]",
        "acc  aws_ecs_service.app: Modifications complete after 0s [id=arn:aws:ecs]",
      ),
    ).toBe("1/2 resources, waiting for aws_sns_topic.t");
  });

  test("waits for nothing at the end", () => {
    expect(
      after(
        "acc  Plan: 0 to add, 0 to change, 1 to destroy.",
        "acc  aws_sns_topic.t: Destroying... [id=arn:aws:sns]",
        "acc  aws_sns_topic.t: Destruction complete after 0s",
      ),
    ).toBe("1/1 resources");
  });
});
