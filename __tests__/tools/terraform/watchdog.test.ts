import { setTimeout as delay } from "node:timers/promises";

import { Watchdog } from "../../../tools/terraform/watchdog";

/** Waits until Terraform has to stop; rejects when that does not come. */
async function stopped(watchdog: Watchdog): Promise<string | undefined> {
  await new Promise((resolve) => {
    watchdog.stop.addEventListener("abort", resolve);
  });
  watchdog.end();
  return watchdog.reason;
}

describe("Watchdog", () => {
  test("looks at what Terraform works on until there is a reason, and then stops it", async () => {
    const looks: (readonly string[])[] = [];
    const watch = (inWork: readonly string[]) => {
      looks.push(inWork);
      return Promise.resolve(looks.length === 3 ? "in vain" : undefined);
    };

    await expect(stopped(new Watchdog(watch, () => ["aws_ecs_service.app"], 1))).resolves.toBe("in vain");
    expect(looks).toEqual(Array(3).fill(["aws_ecs_service.app"]));
  });

  test("does not take a look that fails for a reason, and looks again", async () => {
    let looks = 0;
    const watch = () => {
      looks += 1;
      return looks === 1 ? Promise.reject(new Error("throttled")) : Promise.resolve("in vain");
    };

    await expect(stopped(new Watchdog(watch, () => ["aws_ecs_service.app"], 1))).resolves.toBe("in vain");
  });

  test("does not look while Terraform works on nothing, nor after the end", async () => {
    let [looks, inWork] = [0, [] as string[]];
    const watchdog = new Watchdog(
      () => {
        looks += 1;
        return Promise.resolve(undefined);
      },
      () => inWork,
      1,
    );
    await delay(20);
    const idle = looks;
    watchdog.end();
    inWork = ["aws_ecs_service.app"];
    await delay(20);

    expect([idle, looks]).toEqual([0, 0]);
  });
});
