import { compare, not, OPERATORS, type Query, together } from "./comparison";

/**
 * Reads an expression of ECS's cluster query language; `undefined` for one that is not surely read as ECS reads it.
 *
 * AWS documents subjects, operators and arguments, `and`, `or`, `not` and parentheses, and does not say which of `and` and
 * `or` binds more tightly, nor how far `not` reaches: where both meet, and behind `not`, there must be parentheses.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
export function parseClusterQuery(expression: string): Query | undefined {
  const reader = new Reader(expression);
  const query = compound(reader);
  return reader.isAtEnd ? query : undefined;
}

/** Takes one piece of a text after the other, without the spaces before it. */
class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.text.slice(this.position).trim() === "";
  }

  /** What is next, if it is that: the pattern's first group, or all that it matches. */
  take(pattern: string): string | undefined {
    const [all, group] = this.match(pattern) ?? [];
    this.position += all?.length ?? 0;
    return group;
  }

  isNext(pattern: string): boolean {
    return this.match(pattern) !== undefined;
  }

  private match(pattern: string): RegExpExecArray | undefined {
    return new RegExp(`^\\s*(${pattern})`).exec(this.text.slice(this.position)) ?? undefined;
  }
}

const AND = String.raw`&&|and\b`;
const OR = String.raw`\|\||or\b`;
const NOT = String.raw`(?:!|not\b)(?=\s*\()`;
const SUBJECT = String.raw`(?!not\b)[\w.:/\\-]+`;
const OPERATOR = OPERATORS.map((one) => (/\w$/.test(one) ? `${one}\\b` : one)).join("|");
const TEXT = String.raw`'[^']*'|"[^"]*"|[^\s()'"]+`;
const LIST = String.raw`\[[^\[\]()]*\]`;

/** Operands with `and` between all of them, or with `or`. */
function compound(reader: Reader): Query | undefined {
  const first = operand(reader);
  const operator = [AND, OR].find((one) => reader.isNext(one));
  if (operator === undefined || first === undefined) {
    return first;
  }
  const operands = [first];
  while (reader.take(operator) !== undefined) {
    const next = operand(reader);
    if (next === undefined) {
      return undefined;
    }
    operands.push(next);
  }
  return operator === AND ? together(operands) : not(together(operands.map(not)));
}

function operand(reader: Reader): Query | undefined {
  if (reader.take(NOT) !== undefined) {
    const negated = operand(reader);
    return negated && not(negated);
  }
  if (reader.take(String.raw`\(`) === undefined) {
    return comparison(reader);
  }
  const inner = compound(reader);
  return reader.take(String.raw`\)`) === undefined ? undefined : inner;
}

function comparison(reader: Reader): Query | undefined {
  const subject = reader.take(SUBJECT);
  const operator = reader.take(OPERATOR);
  const values = operator === undefined ? undefined : valuesFor(operator, reader);
  return subject === undefined || operator === undefined
    ? undefined
    : values && compare(subject, operator, values);
}

/** What stands behind an operator: nothing, a list, or one value. */
function valuesFor(operator: string, reader: Reader): readonly string[] | undefined {
  if (operator.endsWith("exists")) {
    return [];
  }
  if (operator.endsWith("in")) {
    const list = reader.take(LIST);
    return list
      ?.slice(1, -1)
      .split(",")
      .map((value) => unquoted(value.trim()));
  }
  const value = reader.take(TEXT);
  return value === undefined ? undefined : [unquoted(value)];
}

function unquoted(value: string): string {
  return /^(['"])(.*)\1$/s.exec(value)?.[2] ?? value;
}
