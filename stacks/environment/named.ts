import type { IConstruct } from "constructs";
import { attempt, check, type Checks, nearest, rules, unavailable } from "../../modules/core";

/** What the settings call things of one kind, and those of them that could be made. */
export class Named<T> {
  private constructor(
    /** Where the settings have them, e.g. `balancers`. */
    private readonly kind: string,
    private readonly names: readonly string[],
    private readonly made: ReadonlyMap<string, T>,
  ) {}

  /** Makes one for each entry of the settings; what is wrong with one keeps no other from being made. */
  static make<Settings, T>(
    scope: IConstruct,
    kind: string,
    settings: Readonly<Record<string, Settings>>,
    make: (name: string, settings: Settings) => T,
  ): Named<T> {
    const made = new Map<string, T>();
    for (const [name, one] of Object.entries(settings)) {
      attempt(scope, () => {
        check(scope, (c) => {
          checkKey(c, kind, name);
        });
        made.set(name, make(name, one));
      });
    }
    return new Named(kind, Object.keys(settings), made);
  }

  /** These things, and others under names of the same kind; `undefined` for those whose settings are refused. */
  with(others: ReadonlyMap<string, T | undefined>): Named<T> {
    const madeOfOthers = [...others].flatMap(([name, one]) =>
      one === undefined ? [] : [[name, one] as const],
    );
    return new Named(this.kind, [...this.names, ...others.keys()], new Map([...this.made, ...madeOfOthers]));
  }

  /** @returns `undefined` if there is none of that name, or if its settings are refused */
  get(name: string): T | undefined {
    return this.made.get(name);
  }

  /** All that could be made, by name. */
  get all(): ReadonlyMap<string, T> {
    return this.made;
  }

  /** The same, and refuses a name that the settings do not have. */
  find(c: Checks, prop: string, name: string): T | undefined {
    const meant = nearest(name, this.names);
    const hint = meant === undefined ? `add it to '${this.kind}'` : `write ${JSON.stringify(meant)}`;
    const one = rules.oneOf(this.names, hint);
    const none = `be one of '${this.kind}', of which there are none`;
    c.value(prop, name, this.names.length === 0 ? { ...one, must: none } : one);
    return this.get(name);
  }
}

/**
 * Puts in place of a name what it means.
 *
 * @param prop where the name stands
 */
export interface Find {
  <T>(things: Named<T>, prop: string, name: string): T;
  <T>(things: Named<T>, prop: string, name: string | undefined): T | undefined;
}

/**
 * Builds the props of a construct from one part of the settings; reports all that is wrong with the names there.
 *
 * @param path of that part, e.g. `services.app`
 * @throws ValidationError; gives up without a report if a name means something whose settings are refused
 */
export function resolve<Props>(
  scope: IConstruct,
  path: string,
  build: (find: Find, c: Checks) => Props,
): Props {
  const missing: string[] = [];
  const built: { props?: Props } = {};
  check(scope, (c) => {
    const at = c.at(path);
    const find = <T>(things: Named<T>, prop: string, name: string | undefined) => {
      const found = name === undefined ? undefined : things.find(at, prop, name);
      if (name !== undefined && found === undefined) {
        missing.push(name);
      }
      return found;
    };
    // Props with a hole in them are not used.
    built.props = build(find, at);
  });
  return missing.length === 0 ? (built.props as Props) : unavailable();
}

/** Checks a key of the settings, which becomes part of addresses. */
export function checkKey(c: Checks, kind: string, key: string): void {
  c.require(() => KEY.test(key), {
    prop: kind,
    must: "have keys of at most 64 letters, digits and . _ / -, that begin with a letter or digit",
    got: key,
    hint: "choose another key",
  });
}

const KEY = /^[A-Za-z0-9](?:[\w./-]{0,62}[\w-])?$/;
