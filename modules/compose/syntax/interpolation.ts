/** A text whose variables cannot be replaced. */
export class InterpolationError extends Error {
  override readonly name = "InterpolationError";

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** Where the values of variables come from. */
export interface VariableSource {
  /** The value of a variable; `undefined` when it is not set. */
  readonly get: (name: string) => string | undefined;
  /** Told of a variable that is not set and has no default: it becomes empty. */
  readonly onUnset: (name: string) => void;
}

/**
 * Replaces the variables in a value as Compose does: `$VAR`, `${VAR}`, with a default `${VAR:-…}` or `${VAR-…}`, an
 * error `${VAR:?…}` or `${VAR?…}`, a replacement `${VAR:+…}` or `${VAR+…}`; `$$` is a dollar sign.
 * https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md
 *
 * @throws InterpolationError on a dollar sign that begins none of these, and where the text itself demands it
 */
export function interpolate(text: string, variables: VariableSource, depth = 0): string {
  if (depth > MAX_DEPTH) {
    throw new InterpolationError("has variables nested too deeply", "write them flatter");
  }
  let result = "";
  let rest = text;
  for (let dollar = rest.indexOf("$"); dollar >= 0; dollar = rest.indexOf("$")) {
    result += rest.slice(0, dollar);
    rest = rest.slice(dollar);
    const [name] = NAME.exec(rest.slice(1)) ?? [];
    if (rest.startsWith("$$")) {
      result += "$";
      rest = rest.slice(2);
    } else if (rest.startsWith("${")) {
      const end = closingBrace(rest);
      result += replaceBraced(rest.slice(2, end), variables, depth);
      rest = rest.slice(end + 1);
    } else if (name !== undefined) {
      result += valueOf(name, variables);
      rest = rest.slice(1 + name.length);
    } else {
      throw malformed();
    }
  }
  return result + rest;
}

function replaceBraced(expression: string, variables: VariableSource, depth: number): string {
  const [name] = NAME.exec(expression) ?? [];
  if (name === undefined) {
    throw malformed();
  }
  const [, colon, operator, word = ""] = /^(:?)([-?+])(.*)$/s.exec(expression.slice(name.length)) ?? [];
  if (operator === undefined) {
    if (expression.length > name.length) {
      throw malformed();
    }
    return valueOf(name, variables);
  }
  const value = variables.get(name);
  const isThere = colon === ":" ? value !== undefined && value !== "" : value !== undefined;
  if (operator === "+") {
    return isThere ? interpolate(word, variables, depth + 1) : "";
  }
  if (isThere) {
    return value ?? "";
  }
  if (operator === "-") {
    return interpolate(word, variables, depth + 1);
  }
  const reason = interpolate(word, variables, depth + 1);
  throw new InterpolationError(
    `needs the variable ${name}${reason === "" ? "" : `: ${reason}`}`,
    "set it in the environment, or in .env beside the file",
  );
}

function valueOf(name: string, { get, onUnset }: VariableSource): string {
  const value = get(name);
  if (value === undefined) {
    onUnset(name);
  }
  return value ?? "";
}

/** Position of the brace that closes the one after the dollar sign. */
function closingBrace(text: string): number {
  let depth = 0;
  for (let index = 1; index < text.length; index += 1) {
    depth += text[index] === "{" ? 1 : text[index] === "}" ? -1 : 0;
    if (depth === 0) {
      return index;
    }
  }
  throw malformed();
}

/** Without the text, which may be a password. */
function malformed(): InterpolationError {
  return new InterpolationError(
    "has a dollar sign that begins no variable",
    "write ${NAME} for a variable, $$ for a dollar sign",
  );
}

/** Far above what anybody writes, and far below what the stack holds. */
const MAX_DEPTH = 50;
const NAME = /^[_a-zA-Z][_a-zA-Z0-9]*/;
