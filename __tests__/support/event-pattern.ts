type Json = unknown;

/**
 * Whether EventBridge lets an event through a pattern, by its documented rules: all fields of a pattern, one of the
 * values of a field, one of the elements of an array.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function matches(pattern: object, event: Json): boolean {
  return Object.entries(pattern).every(([key, expected]: [string, Json]) => {
    if (key === "$or") {
      return (expected as object[]).some((alternative) => matches(alternative, event));
    }
    const values = fieldOf(event, key);
    return Array.isArray(expected)
      ? values.some((value) => expected.some((filter) => passes(filter, value)))
      : values.some((value) => matches(expected as object, value));
  });
}

function fieldOf(event: Json, key: string): Json[] {
  const objects = Array.isArray(event) ? (event as Json[]) : [event];
  return objects.flatMap((object) => {
    const value = (object as Record<string, Json>)[key];
    return value === undefined ? [] : Array.isArray(value) ? (value as Json[]) : [value];
  });
}

function passes(filter: Json, value: Json): boolean {
  if (typeof filter !== "object" || filter === null) {
    return filter === value;
  }
  const [[operator, operand] = []] = Object.entries(filter) as [string, Json][];
  switch (operator) {
    case "prefix":
      return typeof value === "string" && value.startsWith(operand as string);
    case "anything-but":
      return !(operand as Json[]).includes(value);
    case "wildcard":
      return typeof value === "string" && wildcard(operand as string).test(value);
    default:
      throw new Error(`this matcher does not know the operator ${operator}`);
  }
}

function wildcard(pattern: string): RegExp {
  const literals = pattern.split("*").map((literal) => literal.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${literals.join(".*")}$`, "s");
}
