/** The last part of an ARN: the name or id, such as `app:7` of a revision of a task definition. A mere name is its own. */
export function nameOf(arn: string): string {
  return arn.split("/").at(-1) ?? "";
}
