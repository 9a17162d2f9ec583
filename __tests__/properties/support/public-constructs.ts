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
  const program = programOf([]);
  const reader = new TypeReader(program.getTypeChecker());
  return propTypesIn(program).map(({ name, module, type }) => ({
    name,
    module,
    props: reader.read(type, []),
  }));
}

/** The compiler's view of all modules and of some more files of the project. */
export function programOf(files: readonly string[]): ts.Program {
  return ts.createProgram(
    [...moduleIndexes(), ...files.map((file) => join(project, file))],
    compilerOptions(),
  );
}

/** The types of the props of all constructs that the modules export. */
export function propTypesIn(program: ts.Program): { name: string; module: string; type: ts.Type }[] {
  const checker = program.getTypeChecker();
  return moduleIndexes().flatMap((module) => {
    const source = program.getSourceFile(module);
    const symbol = source && checker.getSymbolAtLocation(source);
    const exported = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
    return exported.flatMap((one) => {
      const type = propsOfConstruct(checker, one);
      return type === undefined ? [] : [{ name: one.name, module, type }];
    });
  });
}

function moduleIndexes(): string[] {
  return readdirSync(join(project, "modules"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(project, "modules", name, "index.ts"));
}

/** The props of a class that is a construct with a scope, an id and props; `undefined` for everything else. */
function propsOfConstruct(checker: ts.TypeChecker, exported: ts.Symbol): ts.Type | undefined {
  if (exported.declarations?.some(isTypeOnly) === true) {
    return undefined;
  }
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isClassDeclaration(declaration)) {
    return undefined;
  }
  const isAbstract = declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
  const [signature] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
  const [, , props] = signature?.getParameters() ?? [];
  const isConstruct = isConstructType(checker.getDeclaredTypeOfSymbol(symbol));
  return isAbstract === true || !isConstruct || props === undefined
    ? undefined
    : checker.getTypeOfSymbol(props);
}

/** Constructs, and interfaces of them. */
export function isConstructType(type: ts.Type): boolean {
  return type.getProperty("node") !== undefined;
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(project, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  return ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, project).options;
}

class TypeReader {
  constructor(private readonly checker: ts.TypeChecker) {}

  read(type: ts.Type, inside: readonly ts.Type[]): PropType {
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
    if (isFunction || defined.isClass() || isConstructType(defined) || inside.includes(defined)) {
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
