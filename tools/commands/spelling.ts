/**
 * Rewrites options in Terraform's spelling: `-var x` as `--var x`, `-auto-approve=true` as `--auto-approve`. What begins
 * with one dash and is no option of ours stays as it is, to be refused.
 *
 * @param known the names of all options, without dashes
 */
export function withDoubleDashes(argv: readonly string[], known: ReadonlySet<string>): string[] {
  return argv.flatMap((argument) => {
    const [, name = "", value] = /^--?([a-z][a-z-]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (!known.has(name)) {
      return [argument];
    }
    if (value === "true") {
      return [`--${name}`];
    }
    if (value === "false") {
      return [];
    }
    return [value === undefined ? `--${name}` : `--${name}=${value}`];
  });
}
