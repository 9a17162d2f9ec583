/**
 * The processors that images are made for, as ECS writes it.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
 */
export type CpuArchitecture = "X86_64" | "ARM64";
