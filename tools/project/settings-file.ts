import ts from "typescript";

import { UserError } from "../process/user-error";

/** One entry of an object in the settings, such as a service in `services`. */
export interface NewEntry {
  /** The object, e.g. `services`; it is made where there is none. */
  readonly property: string;
  readonly key: string;
  /** The entry's text, which begins with the key; indented like an entry of an object in the settings. */
  readonly text: string;
}

/**
 * Adds an entry to the settings of an environment as a person would: behind those that are there, the rest stays as it is.
 *
 * @param file name of the file, for messages
 * @throws UserError if there is such an entry already, or if the object is computed
 */
export function withEntry(source: string, file: string, entry: NewEntry): string {
  const { property, key } = entry;
  const settings = exportedObject(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  if (settings === undefined) {
    throw new UserError(`${file} exports no settings as an object: add '${property}.${key}' by hand.`);
  }
  const existing = settings.properties.find((one) => nameOf(one) === property);
  if (existing === undefined) {
    return insert(source, settings, `  ${property}: {\n${inherited(settings, property)}${entry.text}\n  },`);
  }
  const object = ts.isPropertyAssignment(existing) ? existing.initializer : undefined;
  if (object === undefined || !ts.isObjectLiteralExpression(object)) {
    throw new UserError(`${file}: '${property}' is computed: add '${key}' by hand.`);
  }
  if (object.properties.some((one) => nameOf(one) === key)) {
    throw new UserError(`${file} has '${property}.${key}' already: nothing was changed.`);
  }
  return insert(source, object, entry.text);
}

/** What is exported as `export const one: EnvironmentSettings = { … }`. */
function exportedObject(source: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  return source.statements
    .filter(ts.isVariableStatement)
    .filter(({ modifiers = [] }) => modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap(({ declarationList }) => declarationList.declarations.map(({ initializer }) => initializer))
    .map((initializer) =>
      initializer && ts.isSatisfiesExpression(initializer) ? initializer.expression : initializer,
    )
    .find((initializer) => initializer !== undefined && ts.isObjectLiteralExpression(initializer));
}

function nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;
}

/** Entries of settings that are spread: an object of one's own would hide them. */
function inherited({ properties }: ts.ObjectLiteralExpression, property: string): string {
  return properties
    .filter(ts.isSpreadAssignment)
    .map(({ expression }) => `    ...${expression.getText()}.${property},\n`)
    .join("");
}

/** Puts text behind the last entry of an object. */
function insert(source: string, object: ts.ObjectLiteralExpression, text: string): string {
  const { properties } = object;
  const closing = object.getEnd() - 1;
  const last = properties.at(-1);
  if (last === undefined) {
    return `${source.slice(0, closing)}\n${text}\n${source.slice(closing)}`;
  }
  const comma = properties.hasTrailingComma ? source.indexOf(",", last.getEnd()) + 1 : last.getEnd();
  const before = `${source.slice(0, comma)}${properties.hasTrailingComma ? "" : ","}`;
  // A comment behind the last entry belongs to it.
  const rest = source.slice(comma, closing);
  const endOfLine = rest.includes("\n") ? rest.indexOf("\n") : rest.length;
  return `${before}${rest.slice(0, endOfLine)}\n${text}${rest.slice(endOfLine)}${source.slice(closing)}`;
}
