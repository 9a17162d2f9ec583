import { EcsCluster } from "../../modules/ecs-cluster";
import { DaemonService } from "../../modules/ecs-service";
import { service, synthesizeContext } from "../support/service";
import { instanceGroup } from "../support/context";
import { refusalOf } from "../support/synth";
import { container } from "../support/task";

describe("the name of a service", () => {
  test("may be that of a service in another cluster", () => {
    const stack = synthesizeContext((context) => {
      const { stack: scope, vpc } = context;
      const cluster = new EcsCluster(scope, "second", { name: "second" });
      instanceGroup(scope, "more", { cluster, vpc });
      service(context, "orders");
      service(context, "orders-in-second", { cluster, name: "orders" });
    });

    expect(stack.list("aws_ecs_service").map(({ name }) => name)).toEqual(["orders", "orders"]);
  });

  test("fails when another service of the cluster has it", () => {
    expect(
      refusalOf(() =>
        synthesizeContext((context) => {
          service(context, "first", { name: "orders" });
          service(context, "second", { name: "orders" });
        }),
      ),
    ).toBe(
      `test/second: 'name' must be unique in the cluster, got "orders"; 'test/first' has it: choose another name`,
    );
  });

  test("fails when a daemon of the cluster has it", () => {
    expect(
      refusalOf(() =>
        synthesizeContext((context) => {
          const { stack, vpc, cluster } = context;
          service(context, "orders");
          new DaemonService(stack, "daemon", { cluster, vpc, name: "orders", containers: [container()] });
        }),
      ),
    ).toBe(
      `test/daemon: 'name' must be unique in the cluster, got "orders"; 'test/orders' has it: choose another name`,
    );
  });

  test("fails when it leaves no room for the names that are made of it", () => {
    const longest = "a".repeat(186);

    expect(() => synthesizeContext((context) => service(context, "orders", { name: longest }))).not.toThrow();
    expect(
      refusalOf(() => synthesizeContext((context) => service(context, "orders", { name: `${longest}a` }))),
    ).toBe(
      `test/orders: 'name' must have at most 190 characters together with the cluster's ('main'), got "${longest}a"; choose a shorter name`,
    );
  });
});
