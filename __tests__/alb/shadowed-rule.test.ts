import fc from "fast-check";
import { conditionsOf, type RuleSettings } from "../../modules/alb/listener-rule";
import { shadowedRules } from "../../modules/alb/shadowed-rule";

interface Request {
  readonly path: string;
  readonly host: string;
  readonly method: string;
}

const paths = fc.constantFrom("*", "/*", "/a", "/a*", "/?", "/b/*", "*/b", "?b", "/*b");
const hosts = fc.constantFrom("a.io", "*.io", "A.IO", "?.io", "b.io");
const methods = fc.constantFrom("GET", "POST");
const some = <T>(one: fc.Arbitrary<T>) =>
  fc.option(fc.uniqueArray(one, { minLength: 1, maxLength: 2 }), { nil: undefined });
const settings = fc.record({ paths: some(paths), hosts: some(hosts), methods: some(methods) });

const REQUESTS: readonly Request[] = [
  "/",
  "/a",
  "/b",
  "/z",
  "/aa",
  "/ab",
  "/zb",
  "/b/",
  "/a/b",
  "/b/z",
  "/ab/b",
  "/zzz",
].flatMap((path) =>
  ["a.io", "b.io", "z.io", "zz.io", "a.com"].flatMap((host) =>
    ["GET", "POST", "PUT"].map((method) => ({ path, host, method })),
  ),
);

/** What AWS's documentation says of conditions, by regular expressions. */
function takes(
  { paths: path, hosts: host, methods: method }: Partial<RuleSettings>,
  request: Request,
): boolean {
  const matches = (values: readonly string[] | undefined, value: string, flags: string) =>
    values?.some((one) =>
      new RegExp(`^${one.replaceAll(".", "\\.").replaceAll("?", ".").replaceAll("*", ".*")}$`, flags).test(
        value,
      ),
    ) ?? true;
  return (
    matches(path, request.path, "") &&
    matches(host, request.host, "i") &&
    (method?.includes(request.method) ?? true)
  );
}

function ruleOf(rule: Omit<RuleSettings, "priority">, index: number) {
  return { id: `r${index}`, priority: index + 1, rule, conditions: conditionsOf({ ...rule, priority: 1 }) };
}

test("no request reaches a part of a rule that is reported", () => {
  let reported = 0;
  fc.assert(
    fc.property(fc.array(settings, { minLength: 2, maxLength: 5 }), (all) => {
      const rules = all.map(ruleOf);
      for (const { rule, part } of shadowedRules(rules)) {
        reported += 1;
        const values = Object.fromEntries(part.map((condition) => [condition.prop, condition.values]));
        const earlier = rules.filter(({ priority }) => priority < rule.priority);
        const reaches = REQUESTS.filter(
          (request) => takes(values, request) && !earlier.some((one) => takes(one.rule, request)),
        );
        expect(reaches).toEqual([]);
      }
    }),
    { seed: 13, numRuns: 200 },
  );
  expect(reported).toBeGreaterThan(100);
});

test("a rule of one path is reported if an earlier rule of one path takes each request that it takes", () => {
  fc.assert(
    fc.property(paths, paths, (one, other) => {
      const rules = [one, other].map((path, index) => ruleOf({ paths: [path] }, index));
      const reaches = REQUESTS.some(
        (request) => takes({ paths: [other] }, request) && !takes({ paths: [one] }, request),
      );
      expect([one, other, shadowedRules(rules).length]).toEqual([one, other, reaches ? 0 : 1]);
    }),
    { seed: 13, numRuns: 300 },
  );
});

test("five times as many rules take less than twelve times as long", () => {
  const fastestOf = (count: number) => Math.min(...[1, 2, 3].map(() => duration(count)));
  const duration = (count: number) => {
    const rules = Array.from({ length: count }, (_, index) =>
      ruleOf({ paths: [`/service-${index}/*`], hosts: ["*.example.com"] }, index),
    );
    const started = performance.now();
    expect(shadowedRules(rules)).toEqual([]);
    return performance.now() - started;
  };
  expect(fastestOf(5_000) / fastestOf(1000)).toBeLessThan(12);
});
