/** A duration such as `1m30s` or `500ms` in seconds; `undefined` when it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(text)) {
    return undefined;
  }
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g);
  return [...parts].reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (SECONDS[unit] ?? 0), 0);
}

/** A size such as `300m`, `1.5gb` or `1048576` in MiB, rounded up; `undefined` when it is none. */
export function parseMiB(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?) ?([kmgt]?)i?b?$/i.exec(text) ?? [];
  return amount === undefined ? undefined : Math.ceil(Number(amount) * (MIB[unit.toLowerCase()] ?? 0));
}

/** The words of a command as a shell splits them, without doing anything else; `undefined` when a quote stays open. */
export function splitWords(text: string): string[] | undefined {
  if (!new RegExp(`^(?:\\s|${PIECE})*$`, "s").test(text)) {
    return undefined;
  }
  return [...text.matchAll(new RegExp(`(?:${PIECE})+`, "gs"))].map(([word]) =>
    word.replace(
      /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
      (_, single?: string, double?: string, escaped?: string) =>
        single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? "",
    ),
  );
}

const SECONDS: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const MIB: Readonly<Record<string, number>> = {
  "": 1 / 1024 ** 2,
  k: 1 / 1024,
  m: 1,
  g: 1024,
  t: 1024 ** 2,
};
const PIECE = String.raw`[^\s'"\\]|'[^']*'|"(?:\\.|[^"\\])*"|\\.`;
