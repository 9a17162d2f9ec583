import { type Checks, rules } from "../core";
import { checkBootProps } from "./boot/boot";
import { checkSystemLogs } from "./boot/system-logs";
import type { GroupProps } from "./ecs-instances-props";
import { checkInstanceRefresh } from "./instance-refresh";
import { checkSchedules } from "./instance-schedule";
import { checkStepScaling } from "./instance-step-scaling";
import { checkMachineImage } from "./machine-image";
import { checkSpot } from "./spot";

/** Checks all props of a group. */
export function checkInstances(c: Checks, props: GroupProps): void {
  const { name, tags, minSize, maxSize, maxInstanceLifetimeDays } = props;
  c.known({ name, maxInstanceLifetimeDays, tags: Object.keys(tags) });
  c.each(props, {
    name: rules.text(
      /^[a-z][a-z0-9-]{0,31}$/,
      "1 to 32 lowercase letters, digits and hyphens",
      "choose a shorter name",
    ),
    minSize: rules.integer(0, 500, "two survive the loss of one"),
    maxSize: rules.integer(1, 500, "make a second group for more"),
    rootVolumeGiB: rules.integer(30, 16_384, "the images need 30"),
    keyName: rules.text(/^[^\n]{1,255}$/, "the name of a key pair", "leave it out and use Session Manager"),
    healthCheckGracePeriodSeconds: rules.integer(0, 7200, "give how long an instance takes to start"),
    maxInstanceLifetimeDays: rules.integer(1, 365, "leave it out to replace none by age"),
  });
  c.require(() => minSize <= maxSize, {
    prop: "minSize",
    must: `not be greater than 'maxSize' (${maxSize})`,
    got: minSize,
    of: [minSize, maxSize],
    hint: "lower the minimum or raise the maximum",
  });
  checkCluster(c, props);
  checkMachineImage(c, props);
  checkBootProps(c, props);
  checkSpot(c.at("spot"), props.spot ?? {});
  checkInstanceRefresh(c.at("instanceRefresh"), props.instanceRefresh);
  checkSystemLogs(c.at("systemLogs"), props.systemLogs ?? {});
  checkSchedules(c, props.schedules);
  if (props.scaling !== "managed") {
    checkStepScaling(c.at("scaling"), props.scaling);
  }
}

function checkCluster(c: Checks, { cluster, vpc, name }: GroupProps): void {
  const { clusterName } = cluster;
  c.value("cluster", clusterName, {
    must: 'have a name that does not begin with "aws", "ecs" or "fargate"',
    isMet: (text) => !/^(aws|ecs|fargate)/i.test(text),
    hint: "the name of a capacity provider begins with it, and AWS reserves these beginnings",
  });
  const length = MAX_PREFIX_LENGTH - `-${name}-`.length;
  c.require(() => clusterName.length <= length, {
    prop: "cluster",
    must: `have a name of at most ${length} characters`,
    got: clusterName,
    of: [clusterName, name],
    hint: `the name of the launch template is <cluster>-${name}- and a suffix: shorten one of the two`,
  });
  c.require(() => vpc.internetConnectivityEstablished !== undefined, {
    prop: "vpc",
    must: "let private subnets reach ECS",
    got: 'nat: "none"',
    hint: 'set nat to "single" or "per-zone" on the VPC, or endpoints to "ecs"',
  });
}

/**
 * Of the 125 characters that the AWS provider allows to the name of a launch template, Terraform appends 26. Of all
 * names that begin with those of cluster and group it is the one with the least room.
 */
const MAX_PREFIX_LENGTH = 99;
