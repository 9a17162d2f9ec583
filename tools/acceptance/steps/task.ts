import { callAws } from "../../aws/aws-client";
import { UserError } from "../../process/user-error";
import type { Step } from "../step";
import { oneTask } from "./cluster";

export const runTask: Step = {
  name: "Task",
  proves: "a task runs once in the version of its service, and its log and exit code come back",
  needs: ["containers"],
  run: async (run) => {
    const { exitCode, log } = JSON.parse(await run.succeed("task", "check", "--json")) as {
      readonly exitCode: number;
      readonly log: { readonly lines: readonly string[] };
    };
    return `exit code ${exitCode}, log: ${log.lines.join(" ")}`;
  },
};

export const openShell: Step = {
  name: "ECS Exec",
  proves: "a session can be opened in a running container; what the session says is not read",
  needs: ["containers"],
  run: async (run) => {
    const { ExecuteCommandCommand, TargetNotConnectedException } = await import("@aws-sdk/client-ecs");
    const { ecs, task } = await oneTask(run);
    const command = new ExecuteCommandCommand({
      ...{ cluster: run.name, task, container: "app" },
      ...{ interactive: true, command: "hostname" },
    });
    const { session } = await run.until(
      () => "the agent in the container is not connected",
      5,
      async () =>
        callAws(async () => {
          try {
            return await ecs.send(command);
          } catch (error) {
            if (error instanceof TargetNotConnectedException) {
              return undefined;
            }
            throw error;
          }
        }),
    );
    if (session?.sessionId === undefined) {
      throw new UserError("ECS has opened no session.");
    }
    return `session ${session.sessionId}`;
  },
};
