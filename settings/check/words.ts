import type { Description } from "./description";

/** A description in words, which complete the sentence "it must be …". */
export function inWords(description: Description): string {
  switch (description.kind) {
    case "anything":
      return "something";
    case "text":
    case "number":
      return `a ${description.kind}`;
    case "boolean":
      return "true or false";
    case "literal":
      return JSON.stringify(description.value);
    case "pattern":
      return `a text like ${description.like}`;
    case "list":
      return "a list";
    case "map":
      return "an object with names of your own as keys";
    case "object":
      return "an object";
    case "choice":
      return oneOf([...new Set(description.of.map(inWords))]);
  }
}

function oneOf(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}` : words.join("");
}
