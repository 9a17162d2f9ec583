/**
 * Patterns with the wildcards of IAM policies: `*` is any text, `?` any character.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */

/** Whether a text is one of those that a pattern stands for. */
export function matches(pattern: string, text: string, { ignoreCase = false } = {}): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, ignoreCase ? "is" : "s").test(text);
}

/** Whether there is a text that both patterns stand for. */
export function overlap(left: string, right: string): boolean {
  const known = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = `${i},${j}`;
    const result = known.get(key) ?? step(i, j);
    known.set(key, result);
    return result;
  };
  const step = (i: number, j: number): boolean => {
    const [a, b] = [left[i], right[j]];
    if (a === undefined && b === undefined) {
      return true;
    }
    if (a === "*") {
      return from(i + 1, j) || (b !== undefined && from(i, j + 1));
    }
    if (b === "*") {
      return from(i, j + 1) || (a !== undefined && from(i + 1, j));
    }
    return a !== undefined && b !== undefined && (a === b || a === "?" || b === "?") && from(i + 1, j + 1);
  };
  return from(0, 0);
}

/**
 * Whether there is an ARN that both patterns stand for. The colons of an ARN divide it: no wildcard of one part reaches
 * into the next. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function overlapArns(left: string, right: string): boolean {
  const [lefts, rights] = [partsOf(left), partsOf(right)];
  return lefts.length === rights.length && lefts.every((part, index) => overlap(part, rights[index] ?? ""));
}

/** Whether an ARN is one of those that a pattern stands for. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)];
  return (
    pattern === "*" ||
    (patterns.length === parts.length && patterns.every((part, i) => matches(part, parts[i] ?? "")))
  );
}

/** Partition, service, region, account, and all the rest. */
function partsOf(arn: string): string[] {
  const [head = "", partition = "", service = "", region = "", account = "", ...rest] = arn.split(":");
  return rest.length === 0 ? [arn] : [head, partition, service, region, account, rest.join(":")];
}
