import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  visit,
} from "yaml";
import type { Position } from "./diagnostic";
import type { Tree, TreeEntry } from "./tree";
import { positionAt, START, yamlError } from "./yaml-error";

/** Of the file with its aliases resolved, each a copy of its anchor. */
const MAX_VALUES = 100_000;

/** Turns the nodes of a YAML document into a tree of values. */
export class TreeBuilder {
  private readonly targets = new Map<Node, Node>();
  private readonly sizes = new Map<Node, number>();

  constructor(
    private readonly file: string,
    private readonly document: Document,
    private readonly lineCounter: LineCounter,
  ) {}

  build(): Tree {
    this.resolveAliases();
    const root = this.document.contents;
    if (root !== null && this.size(root) > MAX_VALUES) {
      const message = `has more than ${MAX_VALUES} values with its aliases resolved`;
      throw yamlError(this.file, START, message, "write values out");
    }
    return this.tree(root, START);
  }

  /** An alias means the last anchor of its name before it. */
  private resolveAliases(): void {
    const anchors = new Map<string, Node>();
    visit(this.document, {
      Node: (_, node) => {
        if (isAlias(node)) {
          this.targets.set(node, this.target(node, anchors));
        } else if ("anchor" in node && node.anchor !== undefined) {
          anchors.set(node.anchor, node);
        }
      },
    });
  }

  private target(alias: Alias, anchors: ReadonlyMap<string, Node>): Node {
    const target = anchors.get(alias.source);
    if (target === undefined) {
      const position = alias.range ? positionAt(this.lineCounter, alias.range[0]) : START;
      const message = `the alias *${alias.source} stands for nothing`;
      throw yamlError(this.file, position, message, `write &${alias.source} before what it shall stand for`);
    }
    return target;
  }

  /** How many values a node becomes, counted once for each anchor. */
  private size(node: Node): number {
    const known = this.sizes.get(node);
    if (known !== undefined) {
      return known;
    }
    // While it is being counted: an anchor around its own alias would never end.
    this.sizes.set(node, Infinity);
    const children = isAlias(node)
      ? [this.targets.get(node)]
      : isMap(node)
        ? node.items.map(({ value }) => value as Node | null)
        : isSeq(node)
          ? (node.items as Node[])
          : [];
    const size = children.reduce((sum, child) => sum + (child ? this.size(child) : 1), 1);
    this.sizes.set(node, size);
    return size;
  }

  private tree(node: Node | null, near: Position): Tree {
    const position = node?.range ? positionAt(this.lineCounter, node.range[0]) : near;
    if (node === null) {
      return { kind: "scalar", text: "", isNull: true, ...position };
    }
    if (isAlias(node)) {
      return this.tree(this.targets.get(node) ?? null, position);
    }
    if (isMap(node)) {
      return { kind: "map", entries: this.entries(node, position), ...position };
    }
    if (isSeq(node)) {
      return {
        kind: "list",
        items: node.items.map((item) => this.tree(item as Node | null, position)),
        ...position,
      };
    }
    const { value, source } = isScalar(node) ? node : { value: null, source: "" };
    return {
      kind: "scalar",
      text: value === null ? "" : (source ?? ""),
      isNull: value === null,
      canonical: canonicalText(value),
      ...position,
    };
  }

  private entries(node: Node, near: Position): Map<string, TreeEntry> {
    const own = new Map<string, TreeEntry>();
    const merged = new Map<string, TreeEntry>();
    for (const { key, value } of isMap(node) ? node.items : []) {
      if (!isScalar(key)) {
        throw yamlError(this.file, near, "has a key that is no text", "write a plain name before the colon");
      }
      const position = key.range ? positionAt(this.lineCounter, key.range[0]) : near;
      const name = key.source ?? "";
      const tree = this.tree(value as Node | null, position);
      if (name === "<<" && (key.type ?? "PLAIN") === "PLAIN") {
        this.merge(merged, tree, position);
      } else if (own.has(name)) {
        const earlier = own.get(name)?.position.line ?? 0;
        const message = `the key ${JSON.stringify(name)} is there twice, in line ${earlier} as well`;
        throw yamlError(this.file, position, message, "remove one of them");
      } else {
        own.set(name, { position, value: tree });
      }
    }
    const inherited = [...merged].filter(([name]) => !own.has(name));
    return new Map([...own, ...inherited]);
  }

  /** What is merged first wins. */
  private merge(into: Map<string, TreeEntry>, source: Tree, position: Position): void {
    if (source.kind === "list") {
      source.items.forEach((item) => {
        this.merge(into, item, position);
      });
    } else if (source.kind === "map") {
      source.entries.forEach((entry, name) => {
        if (!into.has(name)) {
          into.set(name, entry);
        }
      });
    } else {
      throw yamlError(
        this.file,
        position,
        "the merge key << takes a map or a list of maps",
        "write <<: *anchor",
      );
    }
  }
}

/** Of numbers that JavaScript cannot hold, nothing. */
function canonicalText(value: unknown): string | undefined {
  const isExact = typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return isExact || typeof value === "boolean" ? String(value) : undefined;
}
