import { DaemonService } from "../../modules/ecs-service";
import { synthesizeContext } from "../support/service";
import { container } from "../support/task";

describe("[S5.18] a daemon service", () => {
  const stack = synthesizeContext(({ stack, cluster, vpc }) => {
    new DaemonService(stack, "cadvisor", {
      cluster,
      vpc,
      name: "cadvisor",
      volumes: { root: { hostPath: "/" } },
      containers: [
        container({
          name: "cadvisor",
          privileged: true,
          mountPoints: [{ volume: "root", containerPath: "/rootfs", readOnly: true }],
        }),
      ],
    });
  });
  const daemon = stack.only("aws_ecs_service");

  test("has one task on every instance, which ECS keeps running", () => {
    expect(daemon).toMatchObject({ scheduling_strategy: "DAEMON", wait_for_steady_state: true });
  });

  test("is launched by type, without what ECS refuses for daemons", () => {
    expect(daemon.launch_type).toBe("EC2");
    for (const refused of ["capacity_provider_strategy", "desired_count", "ordered_placement_strategy"]) {
      expect(daemon).not.toHaveProperty(refused);
    }
  });

  test("is replaced in place: an instance has no room for a second one", () => {
    expect(daemon.deployment_minimum_healthy_percent).toBe(0);
    expect(daemon).not.toHaveProperty("deployment_maximum_percent");
  });
});
