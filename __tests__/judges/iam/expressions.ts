/** What a reference such as `aws_ecs_cluster.main.arn` or `var.app_version` stands for. */
export type Lookup = (reference: string) => string | readonly string[];

/**
 * Replaces the Terraform expressions in a text by their values. Only what policies and container definitions are
 * written with is known: references, texts, numbers, conditions, and the functions of {@link FUNCTIONS}.
 *
 * @throws Error on any other expression
 */
export function evaluateTemplate(template: string, lookup: Lookup): string {
  let result = "";
  let rest = template;
  for (let start = rest.search(/\$\{/); start >= 0; start = rest.search(/\$\{/)) {
    result += rest.slice(0, start);
    if (result.endsWith("$")) {
      // "$${" is how Terraform writes "${" itself, a variable of the policy.
      result += "{";
      rest = rest.slice(start + 2);
      continue;
    }
    const parser = new Parser(rest.slice(start + 2), lookup);
    result += String(parser.parse());
    rest = parser.rest;
  }
  return result + rest;
}

type Value = string | number | boolean | readonly string[];

const FUNCTIONS: Readonly<Record<string, (...operands: Value[]) => Value>> = {
  element: (list, index) => (list as readonly string[])[Number(index)] ?? "",
  replace: (text, search, replacement) => String(text).replaceAll(String(search), String(replacement)),
  split: (separator, text) => String(text).split(String(separator)),
  startswith: (text, prefix) => String(text).startsWith(String(prefix)),
};

/** Reads one expression up to its closing brace. */
class Parser {
  constructor(
    public rest: string,
    private readonly lookup: Lookup,
  ) {}

  parse(): Value {
    const value = this.condition();
    this.take(/^\}/);
    return value;
  }

  private condition(): Value {
    const value = this.operand();
    if (!this.has(/^\?/)) {
      return value;
    }
    const yes = this.condition();
    this.take(/^:/);
    const no = this.condition();
    return value === true ? yes : no;
  }

  private operand(): Value {
    const text = this.maybe(/^"((?:[^"\\]|\\.)*)"/);
    if (text !== undefined) {
      return text;
    }
    const number = this.maybe(/^(\d+)/);
    if (number !== undefined) {
      return Number(number);
    }
    const name = this.take(/^([A-Za-z_][\w.[\]-]*)/);
    return this.has(/^\(/) ? this.call(name) : this.lookup(name);
  }

  private call(name: string): Value {
    const operands: Value[] = [];
    do {
      operands.push(this.condition());
    } while (this.has(/^,/));
    this.take(/^\)/);
    const apply = FUNCTIONS[name];
    if (apply === undefined) {
      throw new Error(`the judge does not know Terraform's function ${name}`);
    }
    return apply(...operands);
  }

  private has(pattern: RegExp): boolean {
    return this.maybe(pattern) !== undefined;
  }

  private take(pattern: RegExp): string {
    const found = this.maybe(pattern);
    if (found === undefined) {
      throw new Error(`the judge cannot read the Terraform expression at "${this.rest.slice(0, 60)}"`);
    }
    return found;
  }

  /** The group of the pattern, or all of it, if it comes next. */
  private maybe(pattern: RegExp): string | undefined {
    const trimmed = this.rest.trimStart();
    const match = pattern.exec(trimmed);
    if (match === null) {
      return undefined;
    }
    this.rest = trimmed.slice(match[0].length);
    return match[1] ?? match[0];
  }
}
