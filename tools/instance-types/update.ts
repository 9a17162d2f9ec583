// npm run instance-types: writes what EC2 tells of its instance types, as moto carries it, for the checks of capacity.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { installedPythons } from "../local-aws/find-moto";
import { run } from "../process/child-process";
import { runTool } from "../process/run-tool";
import { UserError } from "../process/user-error";

/** The part of DescribeInstanceTypes that is read: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html */
interface Described {
  readonly VCpuInfo: { readonly DefaultVCpus: number };
  readonly MemoryInfo: { readonly SizeInMiB: number };
  readonly NetworkInfo: {
    readonly DefaultNetworkCardIndex: number;
    readonly NetworkCards: readonly { readonly MaximumNetworkInterfaces: number }[];
  };
  readonly GpuInfo?: {
    readonly Gpus: readonly { readonly LogicalGpuCount: number; readonly Manufacturer: string }[];
  };
}

const OUTPUT = join(__dirname, "../../modules/capacity/instance-types.json");
const READ = `import gzip, json, os, moto
path = os.path.join(os.path.dirname(moto.__file__), "ec2", "resources", "instance_types.json.gz")
print(json.dumps({"version": moto.__version__, "types": json.load(gzip.open(path))}))`;

/**
 * Of a previous generation: the list lacks them, and the image for GPUs supports them.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/pg.html
 */
const P3: Readonly<Record<string, readonly number[]>> = {
  "p3.2xlarge": [8, 62_464, 4, 1],
  "p3.8xlarge": [32, 249_856, 8, 4],
  "p3.16xlarge": [64, 499_712, 8, 8],
};

void runTool(async () => {
  const { version, types } = await readMoto();
  const described = Object.entries(types).map(([type, one]) => [type, row(one)] as const);
  const families = new Map<string, string[]>();
  for (const [type, columns] of [...Object.entries(P3), ...described].sort(([a], [b]) =>
    a.localeCompare(b, "en"),
  )) {
    const [family = "", size = ""] = type.split(".");
    // macOS runs no ECS agent.
    if (!family.startsWith("mac")) {
      families.set(family, [...(families.get(family) ?? []), `"${size}":${JSON.stringify(columns)}`]);
    }
  }
  const lines = [...families].map(([family, sizes]) => `    "${family}": {${sizes.join(",")}}`);
  const text = `{
  "source": "DescribeInstanceTypes of EC2, as moto ${version} carries it; p3: AWS's page of previous generations",
  "made": "${new Date().toISOString().slice(0, 10)}",
  "columns": ["vCPUs", "MiB of memory", "network interfaces of the default card", "GPUs of NVIDIA"],
  "families": {
${lines.join(",\n")}
  }
}
`;
  writeFileSync(OUTPUT, text);
  console.log(`${families.size} families, ${Math.round(text.length / 1024)} kB: ${OUTPUT}`);
});

async function readMoto(): Promise<{ version: string; types: Readonly<Record<string, Described>> }> {
  for (const python of installedPythons(process.env)) {
    const { code, stdout } = await run(python, ["-c", READ], { env: process.env });
    if (code === 0) {
      return JSON.parse(stdout) as Awaited<ReturnType<typeof readMoto>>;
    }
  }
  throw new UserError(
    "No Python has moto: install it with 'python3 -m pip install moto', and run this again.",
  );
}

/** A column for each of {@link OUTPUT}'s; the last one is left out without GPUs. */
function row({ VCpuInfo, MemoryInfo, NetworkInfo, GpuInfo }: Described): number[] {
  const card = NetworkInfo.NetworkCards[NetworkInfo.DefaultNetworkCardIndex];
  const gpus = (GpuInfo?.Gpus ?? [])
    .filter(({ Manufacturer }) => Manufacturer === "NVIDIA")
    // Of fractional GPUs each looks like one to the instance.
    .reduce((sum, { LogicalGpuCount }) => sum + LogicalGpuCount, 0);
  return [
    VCpuInfo.DefaultVCpus,
    MemoryInfo.SizeInMiB,
    card?.MaximumNetworkInterfaces ?? 1,
    ...(gpus > 0 ? [gpus] : []),
  ];
}
