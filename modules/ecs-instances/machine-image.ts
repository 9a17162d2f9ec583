import { type Checks, isKnown, type Rule, rules } from "../core";
import {
  type Architecture,
  architectureOf,
  type ImageVariant,
  imageVariant,
  isOfferedIn,
  startsAl2023,
} from "./instance-families";

export interface MachineImageProps {
  readonly instanceType: string;
  readonly spot?: { readonly instanceTypes?: readonly string[] };
  readonly ami?: string;
  readonly architecture?: Architecture;
}

/** The architecture of a group; `undefined` where nothing is known of its type. */
export function groupArchitecture({
  instanceType,
  architecture,
}: MachineImageProps): Architecture | undefined {
  return architecture ?? knownArchitecture(instanceType);
}

/** Whether instances of these types have GPUs of NVIDIA, which the ECS agent must be told. */
export function hasGpu({ instanceType }: MachineImageProps): boolean {
  return imageVariant(instanceType) === "gpu";
}

/** All types that the instances of a group may have, each once. */
export function instanceTypesOf({ instanceType, spot }: MachineImageProps): string[] {
  return [...new Set([instanceType, ...(spot?.instanceTypes ?? [])])];
}

/**
 * The image for instances of these types: the given one, or the newest ECS-optimised one for their processors and
 * accelerators, which EC2 looks up at each launch.
 */
export function machineImage({ instanceType, ami }: MachineImageProps): string {
  return ami ?? `resolve:ssm:${IMAGES[imageVariant(instanceType) ?? "x86_64"]}/recommended/image_id`;
}

/**
 * An ECS-optimised image by its name, e.g. `al2023-ami-ecs-hvm-2023.0.20260820-kernel-6.1-x86_64`: for the prop `ami`
 * of a group that is to change its image by a commit and not by itself.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export function ecsOptimizedImage(name: string): string {
  return `resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${name}/image_id`;
}

/** Whether EC2 looks the image up at each launch, or may do so. */
export function isLookedUp(image: string): boolean {
  return !image.startsWith("ami-");
}

/** Checks that one image fits all instance types of a group. */
export function checkMachineImage(c: Checks, props: MachineImageProps, region: string): void {
  const { instanceType, spot, ami, architecture } = props;
  const { instanceTypes = [] } = spot ?? {};
  const all = { instanceType, "spot.instanceTypes": instanceTypes, architecture };
  c.known(all);
  c.value("ami", ami, AMI);
  if (!isKnown(all)) {
    return;
  }
  const types: TypeProp[] = [
    { prop: "instanceType", type: instanceType },
    ...instanceTypes.map((type, index) => ({ prop: `spot.instanceTypes[${index}]`, type })),
  ];
  for (const { prop, type } of types) {
    c.value(prop, type, INSTANCE_TYPE);
    c.require(() => isOfferedIn(region, type), {
      prop,
      must: `be offered in ${region}`,
      got: type,
      of: [region],
      hint: "take its successor, e.g. t3 for t2",
    });
  }
  if (ami === undefined) {
    checkFamilies(c, types);
  } else {
    checkArchitecture(c, types, architecture);
  }
}

interface TypeProp {
  readonly prop: string;
  readonly type: string;
}

/** All types must run one of the ECS-optimised images. */
function checkFamilies(c: Checks, types: readonly TypeProp[]): void {
  const [first] = types.map(({ type }) => ({ type, variant: imageVariant(type) }));
  for (const { prop, type } of types) {
    c.value(prop, type, startsAl2023(type) ? KNOWN_FAMILY : AL2023_FAMILY);
    const variant = imageVariant(type);
    c.require(() => [variant, first?.variant].includes(undefined) || variant === first?.variant, {
      prop,
      must: `run the image of '${first?.type}' (${first?.variant})`,
      got: type,
      hint: "make a group for each kind of image",
    });
  }
}

/** All types must have the architecture of the given image, or at least one in common. */
function checkArchitecture(c: Checks, types: readonly TypeProp[], given: Architecture | undefined): void {
  const architecture =
    given ?? types.map(({ type }) => knownArchitecture(type)).find((one) => one !== undefined);
  for (const { prop, type } of types) {
    c.require(() => (knownArchitecture(type) ?? architecture) === architecture, {
      prop,
      must: `have the architecture of the image (${architecture}), as all of a group`,
      got: type,
      hint: "give another type or image, or make a group for each architecture",
    });
  }
}

function knownArchitecture(instanceType: string): Architecture | undefined {
  const variant = imageVariant(instanceType);
  return variant && architectureOf(variant);
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
const KNOWN_FAMILY: Rule<string> = {
  must: "be of a family whose image is known",
  isMet: (type) => !INSTANCE_TYPE.isMet(type) || imageVariant(type) !== undefined,
  hint: "correct it, or give the image as 'ami'",
};
const AL2023_FAMILY: Rule<string> = {
  must: "be of a family on which Amazon Linux 2023 starts",
  isMet: startsAl2023,
  hint: "take a newer family, such as t3 or t4g, or give another image as 'ami'",
};
const AMI = rules.text(
  /^(ami-[0-9a-f]{8,17}|resolve:ssm:\/\S+)$/,
  "the id of an image",
  "write it like ami-0123…",
);
