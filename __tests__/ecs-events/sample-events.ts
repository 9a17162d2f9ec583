/**
 * Events as AWS documents them, with this account, region and cluster.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 */
export type SampleEvent = Readonly<Record<string, unknown>>;

export const ACCOUNT = "111122223333";
const ECS = `arn:aws:ecs:eu-west-1:${ACCOUNT}`;

interface TaskOverrides {
  readonly cluster?: string;
  readonly group?: string;
  readonly lastStatus?: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly containers?: readonly object[];
}

/** A task of the service that stopped because its essential container ended with exit code 1. */
export function taskStateChange(overrides: TaskOverrides = {}): SampleEvent {
  const { cluster = "acc", ...detail } = overrides;
  const taskArn = `${ECS}:task/${cluster}/c13b4cb40f1f4fe4a2971f76ae5a47ad`;
  return event("aws.ecs", "ECS Task State Change", [taskArn], {
    clusterArn: `${ECS}:cluster/${cluster}`,
    taskArn,
    group: "service:nodejs-app",
    desiredStatus: "STOPPED",
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [container({ exitCode: 1 })],
    ...detail,
  });
}

export function container(state: { exitCode?: number; reason?: string }): object {
  return { name: "nodejs-app", lastStatus: "STOPPED", image: "nodejs-app:v1", ...state };
}

export function serviceAction(eventName: string, cluster = "acc"): SampleEvent {
  return event("aws.ecs", "ECS Service Action", [`${ECS}:service/${cluster}/nodejs-app`], {
    eventType: "WARN",
    eventName,
    clusterArn: `${ECS}:cluster/${cluster}`,
    capacityProviderArns: [`${ECS}:capacity-provider/acc-default`],
    reason: "RESOURCE:MEMORY",
    createdAt: "2026-07-09T19:46:16.000Z",
  });
}

export function deployment(eventName: string, cluster = "acc"): SampleEvent {
  return event("aws.ecs", "ECS Deployment State Change", [`${ECS}:service/${cluster}/nodejs-app`], {
    eventType: "ERROR",
    eventName,
    deploymentId: "ecs-svc/123",
    updatedAt: "2026-05-23T11:11:11Z",
    reason: "ECS deployment circuit breaker: task failed to start.",
  });
}

export function agentConnection(agentConnected: boolean): SampleEvent {
  const containerInstanceArn = `${ECS}:container-instance/acc/b54a2a04046d4d6da8d6d8b5b1f0e8a1`;
  return event("aws.ecs", "ECS Container Instance State Change", [containerInstanceArn], {
    agentConnected,
    clusterArn: `${ECS}:cluster/acc`,
    containerInstanceArn,
    ec2InstanceId: "i-1234567890abcdef0",
    status: "ACTIVE",
  });
}

export function instanceTerminated(cause: string, group = "acc-default"): SampleEvent {
  return event("aws.autoscaling", "EC2 Instance Terminate Successful", ["auto-scaling-group-arn"], {
    StatusCode: "InProgress",
    Description: "Terminating EC2 instance: i-1234567890abcdef0",
    AutoScalingGroupName: group,
    EC2InstanceId: "i-1234567890abcdef0",
    Cause: `At 2026-07-09T19:46:16Z an instance was taken out of service in response to ${cause}`,
  });
}

export function spotInterruption(): SampleEvent {
  return event("aws.ec2", "EC2 Spot Instance Interruption Warning", ["instance-arn"], {
    "instance-id": "i-1234567890abcdef0",
    "instance-action": "terminate",
  });
}

function event(
  source: string,
  detailType: string,
  resources: readonly string[],
  detail: object,
): SampleEvent {
  return {
    version: "0",
    id: "ddca6449-b258-46c0-8653-e0e3a6EXAMPLE",
    source,
    "detail-type": detailType,
    account: ACCOUNT,
    region: "eu-west-1",
    time: "2026-07-09T19:46:16Z",
    resources,
    detail,
  };
}
