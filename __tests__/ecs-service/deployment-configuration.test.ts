import type { EcsServiceProps } from "../../modules/ecs-service";
import { synthesizeService } from "../support/service";
import { refusalOf } from "../support/synth";

type Numbers = Pick<EcsServiceProps, "desiredCount" | "minimumHealthyPercent" | "maximumPercent" | "scaling">;

describe("a deployment", () => {
  test.each<[string, Numbers]>([
    ["starts new tasks beside the old ones", { minimumHealthyPercent: 100, maximumPercent: 200 }],
    ["stops old tasks first", { minimumHealthyPercent: 50, maximumPercent: 100 }],
    ["stops the only task first", { desiredCount: 1, minimumHealthyPercent: 0, maximumPercent: 100 }],
    ["replaces one of three tasks", { desiredCount: 3, minimumHealthyPercent: 66, maximumPercent: 100 }],
    ["has no task to replace", { desiredCount: 0, minimumHealthyPercent: 100, maximumPercent: 100 }],
  ])("%s", (_, numbers) => {
    expect(() => synthesizeService(numbers)).not.toThrow();
  });

  test.each<[string, Numbers, number]>([
    ["it may neither start nor stop one", { minimumHealthyPercent: 100, maximumPercent: 100 }, 2],
    [
      "half of the only task is the whole task",
      { desiredCount: 1, minimumHealthyPercent: 50, maximumPercent: 150 },
      1,
    ],
    [
      "scaling leaves the only task alone",
      { scaling: { minTasks: 1, maxTasks: 9 }, minimumHealthyPercent: 50, maximumPercent: 150 },
      1,
    ],
    [
      "scaling begins with none",
      { scaling: { minTasks: 0, maxTasks: 9 }, minimumHealthyPercent: 50, maximumPercent: 150 },
      1,
    ],
    [
      "a third of three tasks is more than one",
      { desiredCount: 3, minimumHealthyPercent: 67, maximumPercent: 133 },
      3,
    ],
  ])("fails when %s", (_, numbers, tasks) => {
    const { minimumHealthyPercent = 0, maximumPercent = 0 } = numbers;

    expect(refusalOf(() => synthesizeService(numbers))).toBe(
      `test/orders: 'maximumPercent' must allow one task more than ${tasks}, since 'minimumHealthyPercent' (${minimumHealthyPercent}) allows none less, ` +
        `got ${maximumPercent}; raise it or lower 'minimumHealthyPercent': ECS could replace no task`,
    );
  });
});
