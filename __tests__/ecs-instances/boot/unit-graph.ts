import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The units of a folder, drop-ins and instances of templates included, and which of them wait for which. */
export class UnitGraph {
  private readonly lines = new Map<string, string[]>();

  constructor(folder: string) {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    for (const file of files.filter((name) => /\.(service|target|conf)$/.test(name))) {
      const unit = file.endsWith(".conf") ? basename(dirname(file)).slice(0, -".d".length) : file;
      const lines = readFileSync(join(folder, file), "utf8").split("\n");
      this.lines.set(unit, [...(this.lines.get(unit) ?? []), ...lines]);
    }
  }

  /** The units that a unit names under a key, e.g. `After`. */
  named(unit: string, key: string): string[] {
    const lines = this.lines.get(unit) ?? this.lines.get(unit.replace(/@.*\./, "@."));
    if (lines === undefined) {
      throw new Error(`no unit file for ${unit}`);
    }
    return lines
      .filter((line) => line.startsWith(`${key}=`))
      .flatMap((line) => line.slice(key.length + 1).split(" "));
  }

  /** For each unit, those that must have started before it. */
  get order(): ReadonlyMap<string, readonly string[]> {
    const units = this.reachable();
    const before = units.flatMap((unit) => this.named(unit, "Before").map((later) => ({ unit, later })));
    return new Map(
      units.map((unit) => {
        const named = before.filter(({ later }) => later === unit).map((edge) => edge.unit);
        return [unit, [...this.named(unit, "After"), ...named]];
      }),
    );
  }

  /** All units that must have started before a unit, directly or not. */
  waitsFor(unit: string): ReadonlySet<string> {
    const order = this.order;
    const found = new Set<string>();
    const follow = (one: string) => {
      for (const next of order.get(one) ?? []) {
        if (!found.has(next)) {
          found.add(next);
          follow(next);
        }
      }
    };
    follow(unit);
    return found;
  }

  /** Those with a file, and the instances of templates that they name. */
  private reachable(): string[] {
    const files = [...this.lines.keys()].filter((unit) => !unit.includes("@."));
    const named = files.flatMap((unit) =>
      ["After", "Before", "Wants", "Requires"].flatMap((key) => this.named(unit, key)),
    );
    return [...new Set([...files, ...named])];
  }
}
