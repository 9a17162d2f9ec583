import type { Service, TaskDefinition } from "@aws-sdk/client-ecs";

import type { Finding } from "./finding";

/** Whether load balancers send requests to ports that containers have. */
export function checkPorts(service: Service, definition: TaskDefinition): Finding[] {
  return (service.loadBalancers ?? []).map(({ containerName = "", containerPort }) => {
    const container = definition.containerDefinitions?.find(({ name }) => name === containerName);
    const ports = (container?.portMappings ?? []).map((mapping) => mapping.containerPort);
    const agrees = ports.includes(containerPort);
    return {
      check: "port",
      subject: `${containerName}:${String(containerPort)}`,
      result: agrees ? "ok" : "wrong",
      detail: agrees
        ? ""
        : `the load balancer sends requests there, and the container has ${ports.length === 0 ? "no ports" : `port ${ports.join(", ")}`}`,
    };
  });
}
