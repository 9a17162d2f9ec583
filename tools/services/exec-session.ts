import { spawn } from "node:child_process";
import type { Session } from "@aws-sdk/client-ecs";

import type { ContainerStatus, TaskStatus } from "../aws/tasks";
import { UserError } from "../process/user-error";
import type { DeployedService } from "./deployed-service";

/** What carries a session between this terminal and the container. */
export const PLUGIN = "session-manager-plugin";

/** Where a session is opened. */
export interface ExecTarget {
  readonly task: TaskStatus;
  readonly container: ContainerStatus;
}

/**
 * Chooses the newest running task, and its container that is called like the service, unless others are named.
 *
 * @param tasks the newest first
 * @throws UserError if there is none
 */
export function chooseContainer(
  tasks: readonly TaskStatus[],
  { key, name }: DeployedService,
  named: { readonly task?: string; readonly container?: string },
): ExecTarget {
  const running = tasks.filter(({ status }) => status === "RUNNING");
  const task = running.find(({ id }) => id.startsWith(named.task ?? ""));
  if (task === undefined) {
    const known = running.map(({ id }) => id).join(", ");
    throw new UserError(
      running.length === 0
        ? `No task of ${key} runs: see 'npm run tasks -- ${key} --stopped'.`
        : `No task '${named.task ?? ""}' of ${key} runs; running: ${known}.`,
    );
  }
  const { containers } = task;
  const called = (wanted: string) => containers.find((one) => one.name === wanted);
  const container = named.container === undefined ? (called(name) ?? containers[0]) : called(named.container);
  if (container === undefined) {
    const known = containers.map((one) => one.name).join(", ");
    throw new UserError(`There is no container '${named.container ?? ""}' in ${key}; known: ${known}.`);
  }
  return { task, container };
}

/**
 * Hands the terminal to the plugin, with the arguments by which the AWS CLI starts it:
 * https://github.com/aws/session-manager-plugin/blob/mainline/src/sessionmanagerplugin/session/session.go
 *
 * @returns its exit code
 */
export function startSession(
  plugin: string,
  session: ExecTarget & {
    readonly session: Session | undefined;
    readonly region: string;
    readonly cluster: string;
  },
): Promise<number> {
  const { task, container, region, cluster } = session;
  const request = { Target: `ecs:${cluster}_${task.id}_${container.runtimeId ?? ""}` };
  // The plugin reads the names that the API has on the wire.
  const { sessionId, streamUrl, tokenValue } = session.session ?? {};
  const response = { sessionId, streamUrl, tokenValue };
  const args = [JSON.stringify(response), region, "StartSession", "", JSON.stringify(request)];
  return new Promise((resolve, reject) => {
    // In the terminal's own group of processes: Ctrl-C is for the container.
    const child = spawn(plugin, args, { stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => {
      resolve(code ?? 1);
    });
  });
}
