import type { Checks } from "./checks";
import type { Rule } from "./rule";

/** What an image is made of: `<name>:<tag>@<digest>`, of which the name may begin with the host of a registry. */
export interface ImageParts {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** A colon before a slash belongs to the port of the registry. */
export function partsOf(image: string): ImageParts {
  const [reference = "", digest] = splitAt(image, image.indexOf("@"));
  const colon = reference.lastIndexOf(":");
  const [name = "", tag] = splitAt(reference, colon > reference.lastIndexOf("/") ? colon : -1);
  return { name, tag, digest };
}

/** Checks the name of an image, without its tag and digest. */
export function checkRepository(c: Checks, prop: string, repository: string): void {
  const broken = [...REPOSITORY_RULES, ...NAME_RULES].find((rule) => !rule.isMet(repository));
  if (broken !== undefined) {
    c.value(prop, repository, broken);
  }
}

/** The first rule that the name of an image breaks, whatever its tag and digest are. */
export function brokenNameRule(image: string): Rule<string> | undefined {
  const { name } = partsOf(image);
  return NAME_RULES.find((rule) => !rule.isMet(name));
}

function splitAt(text: string, position: number): string[] {
  return position < 0 ? [text] : [text.slice(0, position), text.slice(position + 1)];
}

/** Docker takes for a registry what is before the first slash and looks like a host. */
function registryAndPath(name: string): { host: string; port?: string; path: string } {
  const [first = "", path] = splitAt(name, name.indexOf("/"));
  if (path === undefined || !/[.:]|^localhost$/.test(first)) {
    return { host: "localhost", path: name };
  }
  const [host = "", port] = splitAt(first, first.indexOf(":"));
  return { host, port, path };
}

const HOST = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i;
const COMPONENT = /^[a-z\d]+((\.|_|__|-+)[a-z\d]+)*$/;
const MAX_LENGTH = 255;

/** What is a version, and not part of a repository. */
const REPOSITORY_RULES: readonly Rule<string>[] = [
  {
    must: "have no digest",
    isMet: (text) => !text.includes("@"),
    hint: "remove what begins with @: the digest is the version",
  },
  {
    must: "have no tag",
    // A registry with its port looks the same, and has a rule of its own.
    isMet: (text) => text.includes("://") || partsOf(text).tag === undefined || isRegistry(text),
    hint: "remove what begins with the last colon: the tag is the version",
  },
];

/**
 * Each kind of mistake has a rule of its own, in an order in which the first one that is broken says the most.
 * https://github.com/distribution/reference/blob/main/regexp.go
 */
const NAME_RULES: readonly Rule<string>[] = [
  { must: "be the name of an image", isMet: (name) => name !== "", hint: "write it like example/shop" },
  { must: "have no spaces", isMet: (name) => !/\s/.test(name), hint: "remove them" },
  {
    must: "have no scheme",
    isMet: (name) => !/^\w+:\/\//.test(name),
    hint: "begin with the registry, e.g. registry.example.com/shop",
  },
  {
    must: "have a name before and behind each slash",
    isMet: (name) => name.split("/").every((component) => component !== ""),
    hint: "remove the slash that is one too many",
  },
  {
    must: "name an image, and not a registry alone",
    isMet: (name) => !isRegistry(name),
    hint: "write it like registry.example.com/shop",
  },
  {
    must: "have a registry with a port from 1 to 65535, or without one",
    isMet: (name) => isPort(registryAndPath(name).port),
    hint: "write it like registry.example.com:5000/shop",
  },
  {
    must: "have a registry of letters, digits and hyphens, with single dots between them",
    isMet: (name) => HOST.test(registryAndPath(name).host),
    hint: "write it like registry.example.com/shop",
  },
  {
    must: "have a name in lowercase letters",
    isMet: (name) => !/[A-Z]/.test(registryAndPath(name).path),
    hint: "write it like ghcr.io/example/shop",
  },
  {
    must: "be a name of letters and digits, with single . _ - or / between them",
    isMet: (name) =>
      registryAndPath(name)
        .path.split("/")
        .every((component) => COMPONENT.test(component)),
    hint: "write it like ghcr.io/example/shop",
  },
  {
    must: `have a name of at most ${MAX_LENGTH} characters`,
    isMet: (name) => name.length <= MAX_LENGTH,
    hint: "choose a shorter one",
  },
];

/** The images of Docker Hub that stand alone, its official ones, have no dots. */
function isRegistry(name: string): boolean {
  return /^(localhost|[^/:@]*\.[^/:@]*|[^/:@]+\.[^/:@]+:\d*|localhost:\d*)$/.test(name);
}

function isPort(text: string | undefined): boolean {
  return text === undefined || (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535);
}
