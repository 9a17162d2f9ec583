/** Tags as AWS lists them, by key. */
export function tagsByKey(
  tags: readonly { readonly Key?: string; readonly Value?: string }[] = [],
): Record<string, string | undefined> {
  return Object.fromEntries(tags.map(({ Key = "", Value }) => [Key, Value]));
}
