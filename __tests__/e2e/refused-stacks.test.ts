import { Deployment } from "./support/deployment";
import { describeE2e } from "./support/describe-e2e";
import { REFUSED } from "./programs/refused-parts";

const MINUTES = 60_000;

describeE2e("of what synthesis accepts, local AWS refuses with AWS's error", () => {
  let deployment: Deployment;
  /** What Terraform says of each resource that it could not make. */
  let errors: readonly string[];

  beforeAll(async () => {
    deployment = await Deployment.of("__tests__/e2e/programs/refused-stack.ts");
    await deployment.validate();
    const refusal = await deployment.apply().then(
      () => "",
      (error: unknown) => String(error),
    );
    errors = refusal.split("\n\n");
  }, 5 * MINUTES);

  afterAll(() => deployment.remove());

  test.each(Object.entries(REFUSED))("%s", (title, { error }) => {
    const about = errors.filter((text) => text.includes(title.replaceAll(" ", "-")));

    expect(about).toEqual([expect.stringContaining(error)]);
  });

  test("and nothing else", () => {
    expect(errors).toHaveLength(Object.keys(REFUSED).length);
  });

  test(
    "and what was made before is taken away again",
    async () => {
      await deployment.destroy();

      await expect(deployment.resources()).resolves.toEqual([]);
    },
    5 * MINUTES,
  );
});
