import { describeExample } from "../e2e/support/example";
import { testDestroy, testNewVersion, testSecondPlan } from "../e2e/support/example-life";
import { SERVICES, testCluster, testServices } from "../e2e/support/location-user";

const MINUTES = 60_000;

describeExample(
  "location-user",
  {
    timeout: 8 * MINUTES,
    variant: "behind classic balancers, without a database",
    // Elsewhere than the one behind application balancers, which is there at the same time.
    prepare: () => Promise.resolve({ balancer: "classic", database: "false", region: "us-west-2" }),
  },
  (example) => {
    testCluster(example, "[S2.1] ");
    testServices(example, "[S2.3] ");

    test.each(SERVICES)("[S2.2] $name has a balancer of its own, that calls its port", ({ name, port }) => {
      expect(example.state.only("aws_elb", { name: `app01-${name}` })).toMatchObject({
        internal: true,
        listener: [{ lb_port: 80, lb_protocol: "HTTP", instance_port: port, instance_protocol: "HTTP" }],
      });
      expect(example.state.only("aws_ecs_service", { name }).load_balancer).toMatchObject([
        { elb_name: `app01-${name}`, container_port: port },
      ]);
    });

    test("[S2.5] there is no database, and nothing tells tasks of one", () => {
      const definitions = example.state.all("aws_ecs_task_definition", "container_definitions");

      expect(example.state.list("aws_db_instance")).toEqual([]);
      expect(definitions.filter((text) => text.includes("DB_"))).toEqual([]);
    });

    testSecondPlan(example);
    testNewVersion(example, { service: "user", variable: "user_version" }, "[S2.8] ");
    testDestroy(example);
  },
);
