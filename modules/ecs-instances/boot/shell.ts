/** A text as one word of a shell command, whatever is in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Commands that write a file as it stands, owned by root; `mode` in octal, e.g. `"0600"`. */
export function writeFile(path: string, mode: string, content: string): string {
  const end = unusedLine(content);
  const body = content.endsWith("\n") || content === "" ? content : `${content}\n`;
  return `install -D -m ${mode} /dev/stdin ${shellQuote(path)} <<'${end}'\n${body}${end}`;
}

/** A line that ends a here document and is not part of it. */
export function unusedLine(content: string): string {
  const lines = new Set(content.split("\n"));
  let end = "EOF";
  while (lines.has(end)) {
    end += "_";
  }
  return end;
}
