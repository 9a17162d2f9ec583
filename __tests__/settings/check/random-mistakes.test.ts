import { join } from "node:path";
import fc from "fast-check";
import { ValidationError } from "../../../modules/core/validation-error";
import { type EnvironmentSettings, loadEnvironments } from "../../../settings";
import { mistakesOf, settingsDescription } from "../../../settings/check";
import { refusalOf } from "../../support/synth";
import { synthesizeEnvironment } from "../../support/synthesize-environment";

const description = settingsDescription();
const { shop } = loadEnvironments(join(__dirname, "../../e2e/programs/environments")).environments;
const settings = Object.fromEntries(Object.entries(shop ?? {}).filter(([key]) => key !== "name"));

type Path = readonly (string | number)[];

/** Below these the keys are names of the user's own. */
const NAMES =
  /^(instances|balancers|topics|databases|services|tasks)$|\.(environment|secrets|loadBalancers)$/;

/** All places of a value, the value itself left out. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    return [place, ...placesOf(inner, place)];
  });
}

const places = placesOf(settings);
/** Places whose keys are settings. */
const keys = places.filter(
  (place) => typeof place.at(-1) === "string" && !NAMES.test(place.slice(0, -1).join(".")),
);

/** A copy in which `change` has changed what holds the place. */
function changed(place: Path, change: (holder: Record<string, unknown>, key: string) => void): unknown {
  const copy: unknown = structuredClone(settings);
  let holder = copy;
  for (const key of place.slice(0, -1)) {
    holder = (holder as Record<string, unknown>)[key];
  }
  change(holder as Record<string, unknown>, String(place.at(-1)));
  return copy;
}

/** Nothing that any setting may be, but one that is there already. */
const WRONG = [
  null,
  Number.NEGATIVE_INFINITY,
  "\u0000",
  true,
  [[]],
  { "\u0000": 1 },
  () => 1,
  Symbol("x"),
  1n,
];

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : value === null ? "null" : typeof value;
}

/** As a user's settings are handled; a text in place of another one is for the stack to refuse. */
function checkAndSynthesize(value: unknown): void {
  const mistakes = mistakesOf(value, description);
  if (mistakes.length > 0) {
    throw new ValidationError("environments/shop.ts", ...mistakes);
  }
  synthesizeEnvironment({ ...(value as EnvironmentSettings), name: "shop" });
}

test("settings that are right are taken", () => {
  expect(mistakesOf(settings, description)).toEqual([]);
  expect(keys.length).toBeGreaterThan(70);
});

test("500 random misspellings are found, and what was meant", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      fc.nat(),
      fc.constantFrom("a", "e", "x", "t", "_"),
      (place, at, letter) => {
        const key = String(place.at(-1));
        const index = at % (key.length + 1);
        const misspelled = `${key.slice(0, index)}${letter}${key.slice(index)}`;
        const value = changed(place, (holder) => {
          holder[misspelled] = holder[key];
          Reflect.deleteProperty(holder, key);
        });
        const found = mistakesOf(value, description);

        expect(found.map(({ prop }) => prop)).toContainEqual(expect.stringContaining(misspelled));
        expect(found.find(({ prop }) => prop.endsWith(misspelled))?.hint).toMatch(/^write "/);
      },
    ),
    { numRuns: 500, seed: 12 },
  );
});

test("500 random values of a wrong type are refused in words", () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.constantFrom(...WRONG), (place, wrong) => {
      const value = changed(place, (holder, key) => {
        fc.pre(kindOf(holder[key]) !== kindOf(wrong));
        holder[key] = wrong;
      });

      expect(
        refusalOf(() => {
          checkAndSynthesize(value);
        }),
      ).not.toBe("");
    }),
    { numRuns: 500, seed: 12 },
  );
});
