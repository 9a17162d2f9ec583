import type { IConstruct } from "constructs";
import { rules, validateProp, validateProps, ValidationError } from "../core";
import type { GroupProps } from "./ecs-instances-props";

/** Checks the props of a group that concern its size, its place and its names. */
export function validateInstances(scope: IConstruct, props: GroupProps): void {
  validateProps(scope, props, {
    name: rules.text(
      /^[a-z][a-z0-9-]{0,31}$/,
      "1 to 32 small letters, digits and hyphens",
      "choose a shorter name",
    ),
    minSize: rules.integer(0, 500, "the default environment has 2"),
    maxSize: rules.integer(1, 500, "the default environment has 3"),
    rootVolumeGiB: rules.integer(30, 16_384, "the images need 30"),
    keyName: rules.text(/^[^\n]{1,255}$/, "the name of a key pair", "leave it out and use Session Manager"),
    healthCheckGracePeriodSeconds: rules.integer(0, 7200, "the default is 60"),
    maxInstanceLifetimeDays: rules.integer(1, 365, "leave it out to replace none by age"),
  });
  const { cluster, vpc, minSize, maxSize } = props;
  validateProp(scope, "cluster", cluster.clusterName, {
    must: 'have a name that does not begin with "aws", "ecs" or "fargate"',
    isMet: (clusterName) => !/^(aws|ecs|fargate)/i.test(clusterName),
    hint: "the name of a capacity provider begins with it, and AWS reserves these beginnings",
  });
  const room = MAX_PREFIX_LENGTH - `-${props.name}-`.length;
  validateProp(scope, "cluster", cluster.clusterName, {
    must: `have a name of at most ${room} characters`,
    isMet: (clusterName) => clusterName.length <= room,
    hint: `the name of the launch template is <cluster>-${props.name}- and a suffix: shorten one of the two`,
  });
  validateProp(scope, "minSize", minSize, rules.atMost("maxSize", maxSize));
  if (vpc.privateRoutesOut === undefined) {
    throw new ValidationError(scope, {
      prop: "vpc",
      must: "let private subnets reach ECS",
      got: 'nat: "none"',
      hint: 'set nat to "single" or "per-zone" on the VPC, or endpoints to "ecs"',
    });
  }
}

/**
 * Of the 125 characters that the AWS provider allows to the name of a launch template, Terraform appends 26. Of all
 * names that begin with those of cluster and group it is the one with the least room.
 */
const MAX_PREFIX_LENGTH = 99;
