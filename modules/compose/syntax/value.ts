import { type ComposeDiagnostic, Diagnostics, type Position, type Severity } from "./diagnostic";
import { interpolate, InterpolationError } from "./interpolation";
import type { Tree } from "./tree";

/** What all values of a file share. */
export interface FileContext {
  /** The file as it was named. */
  readonly file: string;
  readonly diagnostics: Diagnostics;
  /** Paths of the keys that have been read. */
  readonly read: Set<string>;
  /** Paths of the values that cannot be read, and have their error already. */
  readonly unreadable: Set<string>;
  /** Variables for `${…}`. */
  readonly variables: (name: string) => string | undefined;
}

/**
 * A value of a Compose file at its key. Reading a key is accounting for it: what is left unread at the end is a
 * diagnostic, so that nothing can be forgotten.
 */
export class Value {
  constructor(
    /** E.g. `services.web.ports[0]`. */
    readonly path: string,
    readonly position: Position,
    readonly tree: Tree,
    private readonly context: FileContext,
  ) {}

  get kind(): Tree["kind"] {
    return this.tree.kind;
  }

  /** Whether nothing was written behind the key. */
  get isNull(): boolean {
    return this.tree.kind === "scalar" && this.tree.isNull;
  }

  /** The value of a key of this map; `undefined` when it is not there or empty. */
  get(key: string): Value | undefined {
    const child = this.entry(key);
    return child === undefined || child.isNull ? undefined : child;
  }

  /** Names of the keys of this map. */
  keys(): string[] {
    return this.tree.kind === "map" ? [...this.tree.entries.keys()] : [];
  }

  /** All keys of this map, whose names are the author's own. */
  entries(): [string, Value][] {
    if (this.tree.kind !== "map") {
      this.expect("a map");
      return [];
    }
    return [...this.tree.entries.keys()].flatMap((key) => {
      const child = this.entry(key);
      return child === undefined ? [] : [[key, child] as [string, Value]];
    });
  }

  /** The items of this list; a single value counts as a list of one. */
  items(): Value[] {
    if (this.tree.kind !== "list") {
      return this.isNull ? [] : [this];
    }
    return this.tree.items.map(
      (item, index) =>
        new Value(`${this.path}[${index}]`, { line: item.line, column: item.column }, item, this.context),
    );
  }

  /** A text with its variables replaced. */
  text(): string | undefined {
    const { tree, context } = this;
    if (tree.kind !== "scalar") {
      this.expect("a text");
      return undefined;
    }
    try {
      const text = interpolate(tree.text, {
        get: context.variables,
        onUnset: (name) => {
          this.warn(
            `the variable ${name} is not set and becomes empty`,
            `write \${${name}:-default}, or set it`,
          );
        },
      });
      if (isToken(text)) {
        this.refuse("must not have ${TfToken[ in it", "CDKTF keeps it for itself: write something else");
        return undefined;
      }
      return text;
    } catch (error) {
      if (!(error instanceof InterpolationError)) {
        throw error;
      }
      this.refuse(error.message, error.hint);
      return undefined;
    }
  }

  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** What `parse` makes of the text; a diagnostic when that is nothing. */
  parsed<T>(parse: (text: string) => T | undefined, must: string, hint: string): T | undefined {
    const text = this.text();
    if (text === undefined) {
      return undefined;
    }
    const result = parse(text);
    if (result === undefined) {
      this.error(`must be ${must}, got ${JSON.stringify(text)}`, hint);
    }
    return result;
  }

  number(): number | undefined {
    const toNumber = (text: string) => (/^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined);
    return this.parsed(toNumber, "a number", "write it with digits only");
  }

  integer(): number | undefined {
    const toInteger = (text: string) => (/^-?\d+$/.test(text) ? Number(text) : undefined);
    return this.parsed(toInteger, "a whole number", "write it with digits only");
  }

  boolean(): boolean | undefined {
    const toBoolean = (text: string) => BOOLEANS.get(text.toLowerCase());
    return this.parsed(toBoolean, "true or false", "write true or false");
  }

  /** Names with texts, written as a map or as a list of `name=text`; the text is `undefined` when there is none. */
  pairs(): [string, string | undefined, Value][] {
    if (this.tree.kind === "map") {
      return this.entries().flatMap(([name, value]): [string, string | undefined, Value][] => {
        const text = value.isNull ? undefined : value.scalarText();
        return text === undefined && !value.isNull ? [] : [[name, text, value]];
      });
    }
    return this.items().flatMap((item): [string, string | undefined, Value][] => {
      const text = item.text();
      const [name = "", ...rest] = (text ?? "").split("=");
      if (name === "" && text !== undefined) {
        item.error("must begin with a name", "write it like NAME=value");
      }
      return name === "" ? [] : [[name, rest.length === 0 ? undefined : rest.join("="), item]];
    });
  }

  /** Of a value that cannot be read nothing more is said: what follows from it is no mistake of its own. */
  error(message: string, hint: string): void {
    if (!this.context.unreadable.has(this.path)) {
      this.report("error", message, hint);
    }
  }

  warn(message: string, hint: string): void {
    this.report("warning", message, hint);
  }

  note(message: string, hint: string): void {
    this.report("note", message, hint);
  }

  report(severity: Severity, message: string, hint: string): void {
    const { file, diagnostics } = this.context;
    diagnostics.add({
      severity,
      file,
      ...this.position,
      key: this.path,
      message,
      hint,
    } satisfies ComposeDiagnostic);
  }

  /** Accounts for everything below without reading it. */
  accept(): void {
    const { tree } = this;
    if (tree.kind === "map") {
      this.entries().forEach(([, child]) => {
        child.accept();
      });
    } else if (tree.kind === "list") {
      this.items().forEach((item) => {
        item.accept();
      });
    }
  }

  /** The keys below that nobody has read, without those that begin with x-, which Compose leaves to others. */
  unread(): Value[] {
    const { tree } = this;
    if (tree.kind === "list") {
      return this.items().flatMap((item) => item.unread());
    }
    if (tree.kind === "scalar") {
      return [];
    }
    return [...tree.entries].flatMap(([key, { position, value }]) => {
      const child = new Value(this.pathOf(key), position, value, this.context);
      if (this.context.read.has(child.path)) {
        return child.unread();
      }
      return key.startsWith("x-") ? [] : [child];
    });
  }

  /** As Compose writes booleans and numbers: `True` is true, and `1.10` is 1.1. */
  private scalarText(): string | undefined {
    return (this.tree.kind === "scalar" ? this.tree.canonical : undefined) ?? this.text();
  }

  private entry(key: string): Value | undefined {
    if (this.tree.kind !== "map") {
      this.expect("a map");
      return undefined;
    }
    const entry = this.tree.entries.get(key);
    if (entry === undefined) {
      return undefined;
    }
    const path = this.pathOf(key);
    this.context.read.add(path);
    return new Value(path, entry.position, entry.value, this.context);
  }

  private pathOf(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  private expect(what: string): void {
    const got = { map: "a map", list: "a list", scalar: "a text" }[this.kind];
    this.refuse(`must be ${what}, got ${this.isNull ? "nothing" : got}`, "see the Compose Specification");
  }

  private refuse(message: string, hint: string): void {
    this.error(message, hint);
    this.context.unreadable.add(this.path);
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "y", "on"].map((text) => [text, true] as const),
  ...["false", "no", "n", "off"].map((text) => [text, false] as const),
]);

/** Whether CDKTF would take a text for one of its own. */
export function isToken(text: string): boolean {
  return text.includes("${TfToken[");
}
