import { describeE2e } from "./support/describe-e2e";
import { Example } from "./support/example";
import { testSecondPlan } from "./support/example-life";

const MINUTES = 60_000;

describeE2e("two certificates of one domain on local AWS", () => {
  const stack = new Example("__tests__/e2e/programs/certificates.ts");

  beforeAll(() => stack.apply(), 5 * MINUTES);
  afterAll(() => stack.remove());

  test("are both proven, by the same record", () => {
    const records = stack.state.list("aws_route53_record");

    expect(stack.state.list("aws_acm_certificate_validation")).toHaveLength(2);
    expect(records).toHaveLength(2);
    expect(new Set(records.map(({ fqdn }) => fqdn)).size).toBe(1);
  });

  testSecondPlan(stack);

  test(
    "are taken away",
    async () => {
      await stack.deployment.destroy();

      await expect(stack.deployment.resources()).resolves.toEqual([]);
    },
    5 * MINUTES,
  );
});
