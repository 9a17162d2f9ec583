import type { Row } from "./row";

/** The lines of a table of rows, as docs/iam.md has it. */
export function tableOf(rows: readonly Row[]): string[][] {
  return rows.map(({ who, calls, on, context = {}, link }) => [
    who,
    calls.map(code).join(", "),
    code(on),
    Object.entries(context)
      .map(([key, value]) => code(`${key}: ${[value].flat().join(", ")}`))
      .join(", "),
    `[page](${link})`,
  ]);
}

/** The cells of the table below a heading of a document, without its head. */
export function readTable(markdown: string, heading: string): string[][] {
  const [, section = ""] = markdown.split(`\n${heading}\n`);
  const lines =
    section
      .split(/\n#+ /)[0]
      ?.split("\n")
      .filter((line) => line.startsWith("|")) ?? [];
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function code(text: string): string {
  return `\`${text}\``;
}
