import { chooseContainer } from "../../../tools/services/exec-session";
import { taskStatus } from "../../../tools/aws/tasks";
import { UserError } from "../../../tools/process/user-error";
import { runOperator } from "../support/operator";

const task = (id: string, lastStatus = "RUNNING") => ({
  ...{ taskArn: `arn:aws:ecs:eu-west-1:1:task/acc/${id}`, lastStatus },
  containers: [
    { name: "proxy", runtimeId: "p1" },
    { name: "app", runtimeId: "r1" },
  ],
});
const service = { key: "app", name: "app", cluster: "acc", region: "eu-west-1" };
const session = { sessionId: "s1", streamUrl: "wss://ssm", tokenValue: "t1" };
const answers = {
  ListTasks: () => ({ taskArns: ["a"] }),
  DescribeTasks: () => ({ tasks: [task("0new")] }),
  ExecuteCommand: () => ({ session }),
};

describe("npm run exec", () => {
  test("hands the session to AWS's plugin, and ends with its exit code", async () => {
    const { code, stdout, calls } = await runOperator("exec app --command env", {
      answers,
      programs: { "session-manager-plugin": 'for one in "$@"; do echo "[$one]"; done; exit 7' },
    });

    expect(calls.at(-1)?.input).toEqual({
      ...{ cluster: "acc", task: "arn:aws:ecs:eu-west-1:1:task/acc/0new", container: "app" },
      ...{ command: "env", interactive: true },
    });
    expect(stdout.split("\n").slice(-6)).toEqual([
      `[${JSON.stringify(session)}]`,
      "[eu-west-1]",
      "[StartSession]",
      "[]",
      '[{"Target":"ecs:acc_0new_r1"}]',
      "",
    ]);
    expect(code).toBe(7);
  });

  test.each([
    [
      "without the plugin",
      "exec app",
      "session-manager-plugin is missing from PATH: install it (https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html).\n",
    ],
    [
      "on the local AWS",
      "exec app --local",
      "The local AWS runs no containers: there is nothing to open a shell in.\n",
    ],
  ])("fails %s, before anything is asked", async (_, line, message) => {
    const { code, stdout, stderr, calls } = await runOperator(line, { answers });

    expect({ code, stdout, stderr, calls }).toEqual({ code: 1, stdout: "", stderr: message, calls: [] });
  });
});

describe("the container for a session", () => {
  const tasks = [task("2", "PENDING"), task("1b"), task("1a")].map(taskStatus);

  test.each([
    [{}, "1b", "app"],
    [{ task: "1a" }, "1a", "app"],
    [{ container: "proxy" }, "1b", "proxy"],
  ])("with %j is in task %s %s", (named, id, name) => {
    expect(chooseContainer(tasks, service, named)).toMatchObject({ task: { id }, container: { name } });
  });

  test.each([
    ["no such task runs", tasks, { task: "2" }, "No task '2' of app runs; running: 1b, 1a."],
    ["no task runs", [], {}, "No task of app runs: see 'npm run tasks -- app --stopped'."],
    [
      "there is no such container",
      tasks,
      { container: "db" },
      "There is no container 'db' in app; known: proxy, app.",
    ],
  ])("fails when %s", (_, all, named, message) => {
    expect(() => chooseContainer(all, service, named)).toThrow(new UserError(message));
  });
});
