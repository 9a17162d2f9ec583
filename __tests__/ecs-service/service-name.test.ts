import { EcsCluster } from "../../modules/ecs-cluster";
import { DaemonService } from "../../modules/ecs-service";
import { service, synthesizePlace } from "../support/service";
import { instanceGroup } from "../support/surroundings";
import { refusalOf } from "../support/synth";
import { container } from "../support/task";

describe("the name of a service", () => {
  test("may be that of a service in another cluster", () => {
    const stack = synthesizePlace((place) => {
      const { stack: scope, vpc } = place;
      const cluster = new EcsCluster(scope, "second", { name: "second" });
      instanceGroup(scope, "more", { cluster, vpc });
      service(place, "orders");
      service(place, "orders-in-second", { cluster, name: "orders" });
    });

    expect(stack.list("aws_ecs_service").map(({ name }) => name)).toEqual(["orders", "orders"]);
  });

  test("fails when another service of the cluster has it", () => {
    expect(
      refusalOf(() =>
        synthesizePlace((place) => {
          service(place, "first", { name: "orders" });
          service(place, "second", { name: "orders" });
        }),
      ),
    ).toBe(
      `test/second: 'name' must be unique in the cluster, got "orders"; 'test/first' has it: choose another name`,
    );
  });

  test("fails when a daemon of the cluster has it", () => {
    expect(
      refusalOf(() =>
        synthesizePlace((place) => {
          const { stack, vpc, cluster } = place;
          service(place, "orders");
          new DaemonService(stack, "daemon", { cluster, vpc, name: "orders", containers: [container()] });
        }),
      ),
    ).toBe(
      `test/daemon: 'name' must be unique in the cluster, got "orders"; 'test/orders' has it: choose another name`,
    );
  });

  test("fails when it leaves no room for the names that are made of it", () => {
    const longest = "a".repeat(186);

    expect(() => synthesizePlace((place) => service(place, "orders", { name: longest }))).not.toThrow();
    expect(
      refusalOf(() => synthesizePlace((place) => service(place, "orders", { name: `${longest}a` }))),
    ).toBe(
      `test/orders: 'name' must have at most 190 characters together with the cluster's ('main'), got "${longest}a"; choose a shorter name`,
    );
  });
});
