import { StepReporter } from "../../../tools/terminal/step-reporter";
import { Interrupted } from "../../../tools/process/user-error";

/** An output that keeps what is written. */
function recorder(terminal: { isTTY?: boolean; columns?: number } = {}) {
  let text = "";
  return { ...terminal, write: (more: string) => (text += more), text: () => text };
}

describe("StepReporter", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test("writes a line at the beginning and one at the end of a step to a log", async () => {
    const output = recorder();

    const result = await new StepReporter(output).step("Deploying acc", () => Promise.resolve(42));

    expect(result).toBe(42);
    expect(output.text()).toBe("Deploying acc\nDeploying acc · done · 0 s\n");
  });

  test("writes a line to a log every 15 seconds, so that nobody takes it for dead", async () => {
    const output = recorder();
    const work = new Promise<void>((resolve) => setTimeout(resolve, 32_000));

    const step = new StepReporter(output).step(
      "Deploying acc",
      () => work,
      () => "3/53 resources",
    );
    await jest.advanceTimersByTimeAsync(32_000);
    await step;
    await jest.advanceTimersByTimeAsync(60_000);

    expect(output.text().split("\n")).toEqual([
      "Deploying acc",
      "Deploying acc · 3/53 resources · 15 s",
      "Deploying acc · 3/53 resources · 30 s",
      "Deploying acc · done · 32 s",
      "",
    ]);
  });

  test("paints over one line of a terminal, which it never wraps", async () => {
    const output = recorder({ isTTY: true, columns: 20 });
    const work = new Promise<void>((resolve) => setTimeout(resolve, 600));

    const step = new StepReporter(output, {}).step(
      "Deploying acc",
      () => work,
      () => "3/53 resources",
    );
    await jest.advanceTimersByTimeAsync(600);
    await step;

    expect(output.text().split("\r\x1b[K")).toEqual([
      "",
      "Deploying acc · 3/5",
      "Deploying acc · 3/5",
      "Deploying acc · done · 1 s\n",
    ]);
  });

  test("takes a dumb terminal for a log", async () => {
    const output = recorder({ isTTY: true });

    await new StepReporter(output, { TERM: "dumb" }).step("Synthesizing", () => Promise.resolve());

    expect(output.text()).toBe("Synthesizing\nSynthesizing · done · 0 s\n");
  });

  test.each([
    ["failed", new Error("no")],
    ["interrupted", new Interrupted()],
  ])("tells that a step has %s, and lets the error through", async (outcome, error) => {
    const output = recorder();

    await expect(new StepReporter(output).step("Deploying acc", () => Promise.reject(error))).rejects.toBe(
      error,
    );
    expect(output.text()).toBe(`Deploying acc\nDeploying acc · ${outcome} · 0 s\n`);
  });
});
