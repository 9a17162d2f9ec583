import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const project = join(__dirname, "../../..");

/** What a prop is, as far as a Terraform token can stand in for it. */
export type PropType =
  | { readonly kind: "string" | "number" }
  /** Booleans, constructs, instances of other classes and functions: no token stands for them. */
  | { readonly kind: "other" }
  | { readonly kind: "list" | "map"; readonly of: PropType }
  | { readonly kind: "object"; readonly props: ReadonlyMap<string, PropType> }
  | { readonly kind: "union"; readonly of: readonly PropType[] };

/** A construct that modules export, and the type of its props. */
export interface PublicConstruct {
  readonly name: string;
  /** Path of the module. */
  readonly module: string;
  readonly props: PropType;
}

/** All constructs that the modules export, read from their sources. */
export function publicConstructs(): PublicConstruct[] {
  const modules = readdirSync(join(project, "modules"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(project, "modules", name, "index.ts"));
  const program = ts.createProgram(modules, compilerOptions());
  const checker = program.getTypeChecker();
  const reader = new TypeReader(checker);
  return modules.flatMap((file) => {
    const source = program.getSourceFile(file);
    const symbol = source && checker.getSymbolAtLocation(source);
    const exported = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
    return exported.flatMap((one): PublicConstruct[] => {
      const props = reader.propsOfConstruct(one);
      return props === undefined ? [] : [{ name: one.name, module: file, props }];
    });
  });
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(project, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  return ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, project).options;
}

class TypeReader {
  constructor(private readonly checker: ts.TypeChecker) {}

  /** The props of a class that is a construct with a scope, an id and props; `undefined` for everything else. */
  propsOfConstruct(exported: ts.Symbol): PropType | undefined {
    const { checker } = this;
    if (exported.declarations?.some(isTypeOnly) === true) {
      return undefined;
    }
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const declaration = symbol.valueDeclaration;
    if (declaration === undefined || !ts.isClassDeclaration(declaration) || !this.isConstruct(symbol)) {
      return undefined;
    }
    const isAbstract = declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
    const [signature] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
    const [, , props] = signature?.getParameters() ?? [];
    if (isAbstract === true || props === undefined) {
      return undefined;
    }
    return this.read(checker.getTypeOfSymbol(props), []);
  }

  private isConstruct(symbol: ts.Symbol): boolean {
    return this.isConstructType(this.checker.getDeclaredTypeOfSymbol(symbol));
  }

  /** Constructs, and interfaces of them. */
  private isConstructType(type: ts.Type): boolean {
    return type.getProperty("node") !== undefined;
  }

  private read(type: ts.Type, inside: readonly ts.Type[]): PropType {
    const { checker } = this;
    const defined = checker.getNonNullableType(type);
    if (defined.flags & ts.TypeFlags.StringLike) {
      return { kind: "string" };
    }
    if (defined.flags & ts.TypeFlags.NumberLike) {
      return { kind: "number" };
    }
    if (defined.flags & ts.TypeFlags.BooleanLike) {
      return { kind: "other" };
    }
    if (defined.isUnion()) {
      return this.union(defined.types.map((one) => this.read(one, inside)));
    }
    if (checker.isArrayType(defined) || checker.isTupleType(defined)) {
      const [of] = checker.getTypeArguments(defined as ts.TypeReference);
      return of === undefined ? { kind: "other" } : { kind: "list", of: this.read(of, inside) };
    }
    const isFunction = defined.getCallSignatures().length > 0;
    if (isFunction || defined.isClass() || this.isConstructType(defined) || inside.includes(defined)) {
      return { kind: "other" };
    }
    return this.object(defined, [...inside, defined]);
  }

  private object(type: ts.Type, inside: readonly ts.Type[]): PropType {
    const index = type.getStringIndexType();
    if (index !== undefined) {
      return { kind: "map", of: this.read(index, inside) };
    }
    const props = type.getProperties().map((prop) => {
      return [prop.name, this.read(this.checker.getTypeOfSymbol(prop), inside)] as const;
    });
    const [first] = props;
    const kinds = new Set(props.map(([, prop]) => JSON.stringify(prop, mapsAsLists)));
    // Keys that all mean the same, such as the names of limits: one of them is enough.
    const isOfObjects = first !== undefined && first[1].kind !== "string" && first[1].kind !== "number";
    return isOfObjects && kinds.size === 1 && props.length > 5
      ? { kind: "map", of: first[1] }
      : { kind: "object", props: new Map(props) };
  }

  /** Of a union of literals one is enough. */
  private union(types: readonly PropType[]): PropType {
    const seen = new Map(types.map((type) => [JSON.stringify(type, mapsAsLists), type]));
    const [only, ...others] = seen.values();
    return only === undefined || others.length > 0 ? { kind: "union", of: [...seen.values()] } : only;
  }
}

function mapsAsLists(_: string, value: unknown): unknown {
  return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
}

/** Whether `export type` gives the name away, and not the class. */
function isTypeOnly(declaration: ts.Declaration): boolean {
  return ts.isExportSpecifier(declaration) && ts.isTypeOnlyExportDeclaration(declaration);
}
