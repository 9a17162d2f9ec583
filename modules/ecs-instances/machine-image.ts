import type { IConstruct } from "constructs";
import { rules, validateProp, ValidationError } from "../core";
import { type Architecture, architectureOf, type ImageVariant, imageVariant } from "./instance-families";

export interface MachineImageProps {
  readonly instanceTypes: readonly string[];
  readonly ami?: string;
  readonly architecture?: Architecture;
}

/**
 * The image for instances of these types: the given one, or the newest ECS-optimised one for their processors and
 * accelerators, which EC2 looks up at each launch.
 *
 * @throws ValidationError when one image does not fit all types, or none is known
 */
export function machineImage(scope: IConstruct, props: MachineImageProps): string {
  const { instanceTypes, ami, architecture } = props;
  for (const type of instanceTypes) {
    validateProp(scope, "instanceType", type, INSTANCE_TYPE);
  }
  validateProp(scope, "ami", ami, AMI);
  return ami === undefined
    ? newestImage(scope, instanceTypes)
    : givenImage(scope, ami, instanceTypes, architecture);
}

function newestImage(scope: IConstruct, instanceTypes: readonly string[]): string {
  const variants = instanceTypes.map((type) => variantOf(scope, type));
  const [variant = "x86_64"] = variants;
  const other = variants.findIndex((one) => one !== variant);
  if (other >= 0) {
    throw new ValidationError(scope, {
      prop: "spot.instanceTypes",
      must: `run the image of '${instanceTypes[0] ?? ""}' (${variant})`,
      got: instanceTypes[other],
      hint: "make a group for each kind of image",
    });
  }
  return `resolve:ssm:${IMAGES[variant]}/recommended/image_id`;
}

function givenImage(
  scope: IConstruct,
  ami: string,
  instanceTypes: readonly string[],
  architecture: Architecture | undefined,
): string {
  const wanted = architecture ?? instanceTypes.map(knownArchitecture).find((one) => one !== undefined);
  const other = instanceTypes.find((type) => (knownArchitecture(type) ?? wanted) !== wanted);
  if (other !== undefined) {
    throw new ValidationError(scope, {
      prop: "instanceType",
      must: `have the architecture of the image (${wanted ?? ""}), as all of a group`,
      got: other,
      hint: "give another type or image, or make a group for each architecture",
    });
  }
  return ami;
}

function knownArchitecture(instanceType: string): Architecture | undefined {
  const variant = imageVariant(instanceType);
  return variant && architectureOf(variant);
}

/**
 * An ECS-optimised image by its name, e.g. `al2023-ami-ecs-hvm-2023.0.20260820-kernel-6.1-x86_64`: for the prop `ami`
 * of a group that is to change its image by a commit and not by itself.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export function ecsOptimizedImage(name: string): string {
  return `resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${name}/image_id`;
}

/** Whether EC2 looks the image up at each launch. */
export function isLookedUp(image: string): boolean {
  return image.startsWith("resolve:ssm:");
}

function variantOf(scope: IConstruct, instanceType: string): ImageVariant {
  const variant = imageVariant(instanceType);
  if (variant === undefined) {
    throw new ValidationError(scope, {
      prop: "instanceType",
      must: "be of a family whose image is known",
      got: instanceType,
      hint: "correct it, or give the image as 'ami'",
    });
  }
  return variant;
}

const PATH = "/aws/service/ecs/optimized-ami/amazon-linux-2023";

const IMAGES: Readonly<Record<ImageVariant, string>> = {
  x86_64: PATH,
  arm64: `${PATH}/arm64`,
  gpu: `${PATH}/gpu`,
  neuron: `${PATH}/neuron`,
};

const INSTANCE_TYPE = rules.text(
  /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
  "an instance type",
  "write it like t3.small",
);
const AMI = rules.text(
  /^(ami-[0-9a-f]{8,17}|resolve:ssm:\/\S+)$/,
  "the id of an image",
  "write it like ami-0123…",
);
