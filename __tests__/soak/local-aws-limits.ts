/** Why a life cannot be lived to its end on a local AWS though nothing is wrong, by what the command says. */
const LIMITS: readonly { readonly because: string; readonly says: RegExp }[] = [
  { because: "protected from deletion, as asked for", says: /deletion protection/i },
];

/** The reason, if it is a known one. */
export function limitOf(problem: string): string | undefined {
  return LIMITS.find(({ says }) => says.test(problem))?.because;
}
