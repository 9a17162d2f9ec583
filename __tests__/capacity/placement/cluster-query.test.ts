import { parseClusterQuery } from "../../../modules/capacity/placement/cluster-query";

/** Of whose agent and neighbours nothing is known. */
const INSTANCE: Readonly<Record<string, string | null>> = {
  "ecs.instance-type": "c7g.large",
  "ecs.availability-zone": "eu-west-1a",
  stack: "prod",
  team: "shop 1",
  missing: null,
};

function evaluate(expression: string): boolean | undefined | "not read" {
  const query = parseClusterQuery(expression);
  return query === undefined ? "not read" : query.isMet((name) => INSTANCE[name]);
}

describe("an expression of the cluster query language", () => {
  test.each<[string, boolean]>([
    ["attribute:stack == prod", true],
    ["attribute:stack equals prod", true],
    ["attribute:stack==prod", true],
    ["  attribute:stack == 'prod'  ", true],
    ['attribute:team == "shop 1"', true],
    ["attribute:stack == production", false],
    ["attribute:stack != production", true],
    ["attribute:stack not_equals prod", false],
    ["attribute:stack in [test, prod]", true],
    ["attribute:stack in ['test','prod']", true],
    ["attribute:stack in [test]", false],
    ["attribute:stack !in [test]", true],
    ["attribute:stack not_in [test, prod]", false],
    ["attribute:stack exists", true],
    ["attribute:missing exists", false],
    ["attribute:missing !exists", true],
    ["attribute:stack not_exists", false],
    ["attribute:missing == prod", false],
    ["attribute:ecs.instance-type =~ c7g.*", true],
    ["attribute:ecs.instance-type matches [cm]7g\\.\\w+", true],
    ["attribute:ecs.instance-type =~ t3.*", false],
    ["attribute:ecs.instance-type !~ t3.*", true],
    ["attribute:ecs.instance-type not_matches c7g.large", false],
    ["attribute:ecs.instance-type =~ t3.large|c7g.large", true],
  ])("%s is %s", (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });

  test.each<[string, boolean | undefined]>([
    ["attribute:stack == prod and attribute:ecs.availability-zone == eu-west-1a", true],
    ["attribute:stack == prod && attribute:ecs.availability-zone == eu-west-1b", false],
    ["attribute:stack == test or attribute:ecs.availability-zone == eu-west-1a", true],
    ["attribute:stack == test || attribute:ecs.availability-zone == eu-west-1b", false],
    ["not(attribute:stack == prod)", false],
    ["!(attribute:stack == test)", true],
    ["not (not (attribute:stack == prod))", true],
    ["(attribute:stack == test or attribute:stack == prod) and attribute:missing !exists", true],
    ["attribute:stack == test or (attribute:stack == prod and attribute:missing exists)", false],
    ["runningTasksCount == 0 and attribute:stack == test", false],
    ["runningTasksCount == 0 and attribute:stack == prod", undefined],
    ["runningTasksCount == 0 or attribute:stack == prod", true],
    ["runningTasksCount == 0 or attribute:stack == test", undefined],
    ["not(runningTasksCount == 0)", undefined],
  ])("with several parts, %s is %s", (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });

  test.each([
    "task:group == service:production",
    "agentConnected == true",
    "agentVersion < 1.14.5",
    "registeredAt >= 2018-02-13",
    "ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']",
    "attribute:ecs.ami-id == ami-1234abcd",
    "attribute:stack > dev",
    // Whether a pattern must match all of a value, and what is not there differs from one that is, AWS does not say.
    "attribute:ecs.instance-type =~ c7g",
    "attribute:missing != prod",
    "attribute:missing !in [prod]",
    // Java reads these in its own way.
    String.raw`attribute:ecs.instance-type =~ \p{Alpha}+`,
    "attribute:ecs.instance-type =~ [a-z&&[^c]].*",
    "attribute:ecs.instance-type =~ c7g.*+",
    "attribute:ecs.instance-type =~ '(?i)C7G.*'",
  ])("may be true or not where it is %s", (expression) => {
    expect(evaluate(expression)).toBeUndefined();
  });

  test.each([
    "",
    "stack",
    "attribute:stack = prod",
    "attribute:stack ==",
    "attribute:stack == prod eu",
    "attribute:stack in prod",
    "attribute:stack in [prod",
    "attribute:stack == 'prod",
    "(attribute:stack == prod",
    "attribute:stack == prod)",
    "attribute:stack == prod and",
    "attribute:stack =~ (dev|prod)",
    "not attribute:stack == prod",
    "attribute:stack == dev or attribute:stack == prod and attribute:team exists",
  ])("is not read where it is not certain what it means: %s", (expression) => {
    expect(evaluate(expression)).toBe("not read");
  });
});
