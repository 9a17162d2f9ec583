import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { applyMutant, type Mutant } from "./mutants";

/** The TypeScript compiler on a project whose files may be changed one at a time. */
export class Compiler {
  private readonly service: ts.LanguageService;
  private changed: { readonly path: string; readonly text: string } | undefined;
  private version = 0;

  constructor(private readonly project: string) {
    const { config } = ts.readConfigFile(join(project, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
      config: unknown;
    };
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, project);
    this.service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames,
      getScriptVersion: (path) => (path === this.changed?.path ? String(this.version) : "0"),
      getScriptSnapshot: (path) => {
        const text = path === this.changed?.path ? this.changed.text : ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => project,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (path) => ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
    });
  }

  /** Whether the mutant's file compiles: what the compiler refuses needs no test. */
  accepts(mutant: Mutant): boolean {
    const path = join(this.project, mutant.file);
    this.changed = { path, text: applyMutant(mutant, readFileSync(path, "utf8")) };
    this.version += 1;
    const diagnostics = [
      ...this.service.getSyntacticDiagnostics(path),
      ...this.service.getSemanticDiagnostics(path),
    ];
    return diagnostics.length === 0;
  }
}
