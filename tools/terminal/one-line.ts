/** A text in one line, without the full stop or colon at its end. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[.:]$/, "");
}
