import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import { clientConfig } from "./aws-clients";
import type { Example } from "./example";

export const SERVICES = [
  { name: "location", port: 8081 },
  { name: "user", port: 9091 },
];

/** Tests on what the example location-user runs. */
export function testCluster(example: Example, rows: string): void {
  test(`${rows}the cluster app01 is on four t2.medium`, async () => {
    const { AutoScalingGroups } = await new AutoScalingClient(configOf(example)).send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ["app01-default"] }),
    );

    expect(AutoScalingGroups).toMatchObject([{ MinSize: 4, MaxSize: 4, DesiredCapacity: 4 }]);
    expect(example.state.only("aws_launch_template").instance_type).toBe("t2.medium");
    expect(example.state.only("aws_ecs_cluster").name).toBe("app01");
  });
}

/** Tests what the services are behind either kind of balancer. */
export function testServices(example: Example, rows: string): void {
  test.each(SERVICES)(
    `${rows}$name is four tasks on fixed ports, of which half stays up`,
    async (service) => {
      const { name, port } = service;
      const client = new ECSClient(configOf(example));
      const { services } = await client.send(
        new DescribeServicesCommand({ cluster: "app01", services: [name] }),
      );
      const { taskDefinition } = await client.send(
        new DescribeTaskDefinitionCommand({ taskDefinition: `app01-${name}` }),
      );

      expect(services).toMatchObject([
        {
          desiredCount: 4,
          deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 50 },
          loadBalancers: [{ containerName: name, containerPort: port }],
        },
      ]);
      expect(taskDefinition?.containerDefinitions).toMatchObject([
        {
          image: `example/${name}:10`,
          cpu: 512,
          memory: 1024,
          portMappings: [{ containerPort: port, hostPort: port, protocol: "tcp" }],
          extraHosts: [{ hostname: "googledns", ipAddress: "8.8.8.8" }],
        },
      ]);
    },
  );
}

function configOf({ deployment }: Example) {
  return { ...clientConfig(), region: deployment.region };
}
