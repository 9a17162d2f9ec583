import list from "./instance-types.json";

/** What EC2 says of an instance type. */
export interface InstanceType {
  readonly name: string;
  readonly vCpus: number;
  /** As it is sold; the operating system sees less. */
  readonly memoryMiB: number;
  /** That can be attached, the first one of the instance itself included. */
  readonly networkInterfaces: number;
  /** Of NVIDIA. */
  readonly gpus: number;
}

/** vCPUs, MiB, network interfaces, and GPUs where there are some. */
type Row = readonly [number, number, number, number?];

type Families = Readonly<Record<string, Readonly<Record<string, Row | undefined>> | undefined>>;

/** `npm run instance-types` writes the file. */
const FAMILIES = list.families as unknown as Families;

/** Looks an instance type up, e.g. `t3.small`; `undefined` for one that is newer than the list, or none. */
export function instanceType(name: string): InstanceType | undefined {
  const [family = "", size = ""] = name.split(".");
  const row = FAMILIES[family]?.[size];
  if (row === undefined) {
    return undefined;
  }
  const [vCpus, memoryMiB, networkInterfaces, gpus = 0] = row;
  return { name, vCpus, memoryMiB, networkInterfaces, gpus };
}
