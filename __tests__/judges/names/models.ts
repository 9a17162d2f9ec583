import { execFileSync } from "node:child_process";

/** What botocore's model of a service allows for a parameter. */
export interface Model {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

/** Prints the models of parameters that are named as `<service>.<operation>.<parameter>`. */
const READ = `
import json, sys
import botocore.session

loader = botocore.session.Session().get_component("data_loader")

def model(path):
    service, operation, parameter = path.split(".")
    model = loader.load_service_model(service, "service-2")
    members = model["shapes"][model["operations"][operation]["input"]["shape"]]["members"]
    return model["shapes"][members[parameter]["shape"]]

print(json.dumps({path: model(path) for path in sys.argv[1:]}))
`;

/** Reads what botocore's models say of parameters. */
export function readModels<Path extends string>(
  python: string,
  paths: readonly Path[],
): Readonly<Record<Path, Model>> {
  const printed = execFileSync(python, ["-c", READ, ...paths], { encoding: "utf8" });
  return JSON.parse(printed) as Record<Path, Model>;
}

/** Whether a model says anything of names. */
export function isStated({ max, pattern }: Model): boolean {
  return max !== undefined || pattern !== undefined;
}

export function allows({ min = 0, max = Infinity, pattern = "" }: Model, name: string): boolean {
  // Java's class of what can be printed, as far as ASCII goes.
  const expression = pattern.replaceAll("\\p{Print}", "[ -~]");
  const matches = expression === "" || new RegExp(`^(?:${expression})$`, "u").test(name);
  return name.length >= min && name.length <= max && matches;
}

/** Names that tell two rules apart: of all lengths about the limits, and with each character at each end and within. */
export function candidates({ min = 1, max = 255 }: Model): string[] {
  const lengths = [0, 1, min - 1, min, max - 1, max, max + 1].filter((length) => length >= 0);
  return [
    ...lengths.map((length) => "a".repeat(length)),
    ...CHARACTERS.flatMap((one) => [`${one}aa`, `a${one}a`, `aa${one}`]),
    ...["aws/a", "arn:a", "a..a", "a--a", "a//a", "a__a"],
  ];
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const CHARACTERS = [...ASCII, "\u00e9", "\uff21", "\u{1f600}"];
