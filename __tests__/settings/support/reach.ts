import ts from "typescript";
import { isConstructType, programOf, propTypesIn } from "../../properties/support/public-constructs";

/**
 * The props of all constructs that the modules export, all the way down, which no environment can say: as
 * `<construct>.<prop>`. Found by where a prop is declared, so that a derived type has it as long as it keeps it.
 */
export function unreachableProps(): string[] {
  const file = "settings/environment.ts";
  const program = programOf([file]);
  const checker = program.getTypeChecker();
  const source = program.getSourceFiles().find(({ fileName }) => fileName.endsWith(`/${file}`));
  const module = source && checker.getSymbolAtLocation(source);
  const settings =
    module && checker.getExportsOfModule(module).find(({ name }) => name === "EnvironmentSettings");
  if (settings === undefined) {
    throw new Error(`${file} exports no EnvironmentSettings`);
  }
  const reached = new Set(
    declarationsOf(checker, checker.getDeclaredTypeOfSymbol(settings)).map(([, one]) => one),
  );
  return propTypesIn(program).flatMap(({ name, type }) =>
    declarationsOf(checker, type).flatMap(([path, one]) => (reached.has(one) ? [] : [`${name}.${path}`])),
  );
}

/** Where the props of a type, and of what they hold, are declared; constructs are looked into no further. */
function declarationsOf(checker: ts.TypeChecker, root: ts.Type): [string, ts.Declaration][] {
  const found = new Map<ts.Declaration, string>();
  const visit = (type: ts.Type, path: string, inside: readonly ts.Type[]): void => {
    if (type.isUnion()) {
      type.types.forEach((one) => {
        visit(one, path, inside);
      });
    } else if (checker.isArrayType(type)) {
      checker.getTypeArguments(type as ts.TypeReference).forEach((one) => {
        visit(one, path, inside);
      });
    } else if (
      type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection) &&
      !isLeaf(type) &&
      !inside.includes(type)
    ) {
      const values = type.getStringIndexType();
      if (values !== undefined) {
        visit(values, path, [...inside, type]);
        return;
      }
      for (const prop of checker.getPropertiesOfType(type)) {
        const at = path === "" ? prop.name : `${path}.${prop.name}`;
        const [declaration] = prop.declarations ?? [];
        if (declaration !== undefined && !found.has(declaration)) {
          found.set(declaration, at);
        }
        visit(checker.getTypeOfSymbol(prop), at, [...inside, type]);
      }
    }
  };
  visit(root, "", []);
  return [...found].map(([declaration, path]) => [path, declaration]);
}

/** What settings name, and do not describe. */
function isLeaf(type: ts.Type): boolean {
  const isNamed = ["CapacityProvider", "ClassicBalancer", "IListener", "RepositoryImage"].includes(
    type.symbol.name,
  );
  return isNamed || isConstructType(type) || type.isClass() || type.getCallSignatures().length > 0;
}
