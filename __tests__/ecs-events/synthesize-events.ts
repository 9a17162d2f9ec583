import { EcsCluster } from "../../modules/ecs-cluster";
import { type EcsEventKind, EcsEvents } from "../../modules/ecs-events";
import { EcsInstances } from "../../modules/ecs-instances";
import { SnsTopic } from "../../modules/sns";
import { Vpc } from "../../modules/vpc";
import { synthesize, type SynthesizedStack } from "../support/synth";

interface EventsSetting {
  readonly clusterName?: string;
  readonly withInstances?: boolean;
  readonly events?: readonly EcsEventKind[];
  readonly deadLetterQueueArn?: string;
  /** Of a second EcsEvents. */
  readonly moreEvents?: readonly EcsEventKind[];
}

/** A cluster, its instances, and what tells of its events. */
export function synthesizeEvents(setting: EventsSetting = {}): SynthesizedStack {
  const { clusterName = "acc", withInstances = true, events, moreEvents, deadLetterQueueArn } = setting;
  return synthesize((stack) => {
    const cluster = new EcsCluster(stack, "cluster", { name: clusterName });
    const topic = new SnsTopic(stack, "topic", { name: "alerts", emails: ["ops@example.com"] });
    new EcsEvents(stack, "events", { cluster, topic, events, deadLetterQueueArn });
    if (moreEvents !== undefined) {
      new EcsEvents(stack, "more-events", { cluster, topic, events: moreEvents });
    }
    if (withInstances) {
      const zones = ["eu-west-1a", "eu-west-1b"];
      const vpc = new Vpc(stack, "vpc", { name: "acc", cidrBlock: "10.1.0.0/16", zones });
      new EcsInstances(stack, "instances", {
        cluster,
        vpc,
        instanceType: "t3.small",
        minSize: 1,
        maxSize: 2,
      });
    }
  });
}
