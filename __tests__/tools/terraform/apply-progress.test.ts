import { ApplyProgress } from "../../../tools/terraform/apply-progress";

const PATHS: Readonly<Record<string, string>> = {
  "aws_lb.alb": "alb/balancer (aws_lb)",
  "aws_vpc.vpc": "vpc/vpc (aws_vpc)",
};

/** What is told after these messages: `<type> <address> <action>`, a second apart. */
function after(...messages: readonly string[]): ApplyProgress {
  let now = 0;
  const progress = new ApplyProgress(
    3,
    (address) => PATHS[address] ?? address,
    () => now,
  );
  for (const message of messages) {
    const [type = "", addr = "", action = ""] = message.split(" ");
    progress.accept({ type, hook: { resource: { addr, resource_type: "" }, action } });
    now += 1000;
  }
  return progress;
}

describe("ApplyProgress", () => {
  test("begins with nothing done", () => {
    expect(after().toString()).toBe("0/3 resources");
  });

  test("names the oldest resource in work by its construct, how long it takes, and how many more there are", () => {
    expect(after("apply_start aws_lb.alb create", "apply_start aws_vpc.vpc create").toString()).toBe(
      "0/3 resources, waiting 2 s for alb/balancer (aws_lb) and 1 more",
    );
  });

  test("knows the addresses of what is in work", () => {
    const progress = after(
      "apply_start aws_lb.alb create",
      "apply_start aws_vpc.vpc create",
      "apply_complete aws_vpc.vpc create",
    );

    expect(progress.inWork).toEqual(["aws_lb.alb"]);
  });

  test("counts what is complete, and goes on to the next in work", () => {
    expect(
      after(
        "apply_start aws_lb.alb create",
        "apply_start aws_vpc.vpc create",
        "apply_progress aws_lb.alb create",
        "apply_complete aws_lb.alb create",
      ).toString(),
    ).toBe("1/3 resources, waiting 3 s for vpc/vpc (aws_vpc)");
  });

  test("counts a replacement's two steps apart, and does not count what has failed", () => {
    const progress = after(
      "apply_start aws_lb.alb delete",
      "apply_complete aws_lb.alb delete",
      "apply_start aws_lb.alb create",
      "apply_errored aws_lb.alb create",
    );

    expect(progress.toString()).toBe("1/3 resources");
  });

  test("passes over what is about no resource", () => {
    const progress = after();
    progress.accept({
      type: "change_summary",
      changes: { add: 1, change: 0, remove: 0, operation: "apply" },
    });

    expect(progress.toString()).toBe("0/3 resources");
  });
});
