import type { IConstruct } from "constructs";
import { type Checks, inSameStack, regionOf, rules } from "../core";
import { checkBootProps } from "./boot/boot";
import { checkSystemLogs } from "./boot/system-logs";
import type { GroupProps } from "./ecs-instances-props";
import { checkInstanceRefresh } from "./instance-refresh";
import { checkSchedules } from "./instance-schedule";
import { checkStepScaling } from "./instance-step-scaling";
import { checkMachineImage, groupArchitecture } from "./machine-image";
import { checkSpot } from "./spot";

/** Checks all props of a group. */
export function checkInstances(c: Checks, group: IConstruct, props: GroupProps): void {
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
    volumeKmsKeyArn: rules.kmsKeyArn,
    instanceMetadataHopLimit: rules.integer(1, 64, "2 lets containers reach the instance metadata"),
    launchTimeoutSeconds: rules.integer(30, 7200, "give how long an instance may take to join the cluster"),
    maxInstanceLifetimeDays: rules.integer(0, 365, "0 replaces none by age"),
  });
  for (const [index, policy] of props.terminationPolicies.entries()) {
    c.value(`terminationPolicies[${index}]`, policy, TERMINATION_POLICY);
  }
  c.require(() => minSize <= maxSize, {
    prop: "minSize",
    must: `not be greater than 'maxSize' (${maxSize})`,
    got: minSize,
    of: [minSize, maxSize],
    hint: "lower the minimum or raise the maximum",
  });
  checkTags(c, tags);
  checkDesiredCapacity(c, props);
  checkCluster(c, props);
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
  c.require(() => inSameStack(group, props.cluster), {
    prop: "cluster",
    must: "be of the same stack, since a cluster has one list of its capacity providers",
    got: props.cluster.node.path,
    of: [],
    hint: "make the EcsInstances in the stack of the cluster",
  });
  checkMachineImage(c, props, regionOf(group));
  checkBootProps(c, props, groupArchitecture(props));
  checkHopLimit(c, props);
  checkSpot(c.at("spot"), props.spot ?? {});
  checkInstanceRefresh(c.at("instanceRefresh"), props.instanceRefresh);
  checkSystemLogs(c.at("systemLogs"), props.systemLogs ?? {});
  checkSchedules(c, props.schedules, props);
  if (props.scaling !== "managed") {
    checkStepScaling(c.at("scaling"), props.scaling, minSize);
  }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions; five are made here. */
function checkTags(c: Checks, tags: GroupProps["tags"]): void {
  const keys = Object.keys(tags);
  c.require(() => keys.length <= MAX_TAGS, {
    prop: "tags",
    must: `be at most ${MAX_TAGS}`,
    got: keys.length,
    of: [],
    hint: "AWS takes 50, of which some are made here",
  });
  for (const key of keys) {
    c.value("tags", key, TAG_KEY);
    c.value(`tags.${key}`, tags[key], TAG_VALUE);
  }
}

const MAX_TAGS = 45;
const TAG_KEY = rules.text(
  /^(?!aws:).{1,128}$/is,
  'a map from keys of 1 to 128 characters that do not begin with "aws:"',
  "choose another key",
);
const TAG_VALUE = rules.text(/^.{0,256}$/s, "at most 256 characters long", "shorten it");

function checkDesiredCapacity(c: Checks, { desiredCapacity, minSize, maxSize }: GroupProps): void {
  // Whether Terraform ignores later changes of it depends on it.
  c.require(
    () => desiredCapacity === undefined || (desiredCapacity >= minSize && desiredCapacity <= maxSize),
    {
      prop: "desiredCapacity",
      must: `be from 'minSize' (${minSize}) to 'maxSize' (${maxSize})`,
      got: desiredCapacity,
      of: [desiredCapacity, minSize, maxSize],
      hint: "leave it out to begin with the minimum",
    },
  );
}

/** A container behind Docker's bridge is one hop away from the instance. */
function checkHopLimit(c: Checks, { systemContainers = [], instanceMetadataHopLimit }: GroupProps): void {
  for (const { name, network = "bridge", permissions = [] } of systemContainers) {
    c.require(() => network === "host" || permissions.length === 0 || instanceMetadataHopLimit > 1, {
      prop: "instanceMetadataHopLimit",
      must: `be at least 2 for the system container '${name}', which takes the role of the instance`,
      got: instanceMetadataHopLimit,
      of: [instanceMetadataHopLimit],
      hint: 'set it to 2, or give the container the network "host"',
    });
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

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeTerminationPolicyTypes.html, or a Lambda function. */
const TERMINATION_POLICY = rules.text(
  /^(AllocationStrategy|ClosestToNextInstanceHour|Default|NewestInstance|Oldest(Instance|LaunchConfiguration|LaunchTemplate)|arn:aws[a-z-]*:lambda:\S+)$/,
  "a termination policy",
  "write it like OldestInstance",
);
