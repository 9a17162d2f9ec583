import { resolve } from "node:path";
import ts from "typescript";
import type { Description, PropDescription } from "./description";

/**
 * Describes an exported interface as TypeScript understands it: with everything that is derived, mapped or left out.
 *
 * @param project folder of `tsconfig.json`
 */
export function describeType(project: string, file: string, name: string): Description {
  const program = ts.createProgram([resolve(project, file)], { ...compilerOptions(project), types: [] });
  const source = program.getSourceFile(resolve(project, file));
  const checker = program.getTypeChecker();
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === name);
  return symbol === undefined
    ? { kind: "anything" }
    : new TypeReader(checker).describe(checker.getDeclaredTypeOfSymbol(symbol));
}

function compilerOptions(project: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(resolve(project, "tsconfig.json"), (path) =>
    ts.sys.readFile(path),
  ) as {
    config: object;
  };
  return ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, project).options;
}

class TypeReader {
  constructor(private readonly checker: ts.TypeChecker) {}

  describe(type: ts.Type): Description {
    const { checker } = this;
    if (type.isUnion()) {
      return choice(type.types.filter(isDefined).map((one) => this.describe(one)));
    }
    if (type.isStringLiteral() || type.isNumberLiteral()) {
      return { kind: "literal", value: type.value };
    }
    if (type.flags & ts.TypeFlags.BooleanLiteral) {
      return { kind: "literal", value: checker.typeToString(type) === "true" };
    }
    if (type.flags & ts.TypeFlags.TemplateLiteral) {
      return pattern(type as ts.TemplateLiteralType);
    }
    const primitive = PRIMITIVES.find(([flag]) => type.flags & flag);
    if (primitive !== undefined) {
      return { kind: primitive[1] };
    }
    if (checker.isArrayType(type) || checker.isTupleType(type)) {
      return {
        kind: "list",
        of: choice(checker.getTypeArguments(type as ts.TypeReference).map((one) => this.describe(one))),
      };
    }
    return type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)
      ? this.describeObject(type)
      : { kind: "anything" };
  }

  private describeObject(type: ts.Type): Description {
    const values = type.getStringIndexType();
    if (values !== undefined) {
      return { kind: "map", of: this.describe(values) };
    }
    const props = this.checker.getPropertiesOfType(type).map((prop): [string, PropDescription] => {
      const isOptional = (prop.flags & ts.SymbolFlags.Optional) !== 0;
      return [prop.name, { type: this.describe(this.checker.getTypeOfSymbol(prop)), isOptional }];
    });
    return { kind: "object", props: Object.fromEntries(props) };
  }
}

const PRIMITIVES = [
  [ts.TypeFlags.String, "text"],
  [ts.TypeFlags.Number, "number"],
] as const;

function isDefined({ flags }: ts.Type): boolean {
  return (flags & ts.TypeFlags.Undefined) === 0;
}

/** One of several; `true` and `false` are the two halves of a boolean. */
function choice(all: readonly Description[]): Description {
  const isHalf = (one: Description) => one.kind === "literal" && typeof one.value === "boolean";
  const of = all.filter(isHalf).length === 2 ? [...all.filter((one) => !isHalf(one)), BOOLEAN] : all;
  const [only = BOOLEAN] = of;
  return of.length === 1 ? only : { kind: "choice", of };
}

const BOOLEAN: Description = { kind: "boolean" };

function pattern({ texts }: ts.TemplateLiteralType): Description {
  const source = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join(".*");
  return { kind: "pattern", source: `^${source}$`, like: texts.join("…") };
}
