/** The value of another resource's attribute; undefined if it is not known. */
export type ValueOf = (address: string, attribute: string) => string | undefined;

/** A reference of CDKTF's to an attribute of a resource: `${aws_vpc.vpc_1A2B.id}`. */
const REFERENCE = /\$\{(aws_\w+\.[\w-]+)\.(\w+)\}/g;

/** Puts in the values that are known; other references stay. */
export function resolveReferences<T>(value: T, valueOf: ValueOf): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === "string"
      ? part.replace(
          REFERENCE,
          (reference, address: string, attribute: string) => valueOf(address, attribute) ?? reference,
        )
      : part,
  ) as T;
}

/** The addresses of the resources that a text refers to. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, address = ""]) => address);
}
