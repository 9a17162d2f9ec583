/** What a service or daemon is called that has a key and no name: keys are names of variables, too, which have no hyphens. */
export function serviceName(key: string): string {
  return key.replaceAll("_", "-");
}
