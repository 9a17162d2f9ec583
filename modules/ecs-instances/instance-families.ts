export type Architecture = "x86_64" | "arm64";

/** Which of the ECS-optimised images a family runs: its processors and accelerators decide. */
export type ImageVariant = "x86_64" | "arm64" | "gpu" | "neuron";

/** The families of each variant, the part of an instance type before the dot. */
const FAMILIES: Readonly<Record<ImageVariant, string>> = {
  x86_64: `
    c3 c4 c5 c5a c5ad c5d c5n c6a c6i c6id c6in c7a c7i c7i-flex c8a c8i c8i-flex c8ib c8id c8in c8ine
    d2 d3 d3en f2 h1 hpc6a hpc6id hpc7a hpc8a i2 i3 i3en i4i i7i i7ie
    m3 m4 m5 m5a m5ad m5d m5dn m5n m5zn m6a m6i m6id m6idn m6in m7a m7i m7i-flex
    m8a m8azn m8i m8i-flex m8ib m8id m8in m8ine
    r3 r4 r5 r5a r5ad r5b r5d r5dn r5n r6a r6i r6id r6idn r6in r7a r7i r7iz r8a r8i r8i-flex r8ib r8id r8in
    t2 t3 t3a u-3tb1 u-6tb1 u7i-6tb u7i-8tb u7i-12tb u7in-16tb u7in-24tb u7in-32tb
    x1 x1e x2idn x2iedn x2iezn x8aedz x8i z1d`,
  arm64: `
    c6g c6gd c6gn c7g c7gd c7gn c8g c8gb c8gd c8gn hpc7g i4g i8g i8ge im4gn is4gen
    m6g m6gd m7g m7gd m8g m8gb m8gd m8gn r6g r6gd r7g r7gd r8g r8gb r8gd r8gn t4g x2gd x8g`,
  gpu: "g4dn g5 g6 g6e g6f g7e gr6 gr6f p3 p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300",
  neuron: "inf1 inf2 trn1 trn1n trn2",
};

const VARIANTS = new Map(
  (Object.keys(FAMILIES) as ImageVariant[]).flatMap((variant) => {
    return FAMILIES[variant]
      .trim()
      .split(/\s+/)
      .map((family) => [family, variant] as const);
  }),
);

/**
 * The variant for an instance type, or `undefined` for a family that is not known here, or that no ECS-optimised
 * image supports: Mac, and accelerators by others than NVIDIA and AWS.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
export function imageVariant(instanceType: string): ImageVariant | undefined {
  return VARIANTS.get(familyOf(instanceType));
}

/**
 * Whether Amazon Linux 2023 starts on instances of the type: it needs Graviton2 or later, or x86-64-v2.
 * https://docs.aws.amazon.com/linux/al2023/ug/system-requirements.html
 */
export function startsAl2023(instanceType: string): boolean {
  return !["a1", "c1", "m1", "m2", "t1"].includes(familyOf(instanceType));
}

/**
 * Whether a region offers instances of the type, as far as that is known here.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html
 */
export function isOfferedIn(region: string, instanceType: string): boolean {
  return familyOf(instanceType) !== "t2" || !REGIONS_WITHOUT_T2.includes(region);
}

const REGIONS_WITHOUT_T2: readonly string[] = [
  ...[
    "af-south-1",
    "ap-east-1",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ca-west-1",
  ],
  ...["eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1"],
];

/** The part of an instance type before the dot. */
function familyOf(instanceType: string): string {
  return instanceType.split(".")[0] ?? "";
}

/** The processors that a variant's image is made for. */
export function architectureOf(variant: ImageVariant): Architecture {
  return variant === "arm64" ? "arm64" : "x86_64";
}
