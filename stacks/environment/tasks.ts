import { TerraformOutput } from "cdktf";
import { acknowledgeWarnings } from "../../modules/core";
import type { ContainerProps } from "../../modules/ecs-task";
import { OneOffTask, ScheduledTask } from "../../modules/scheduled-task";
import { ALERTS, type TaskSettings } from "../../settings";
import { capacityOf } from "./capacity";
import { checkIds } from "./check-ids";
import { REFUSED } from "./images";
import { Named, resolve } from "./named";
import type { Platform } from "./platform";
import { allow, taskPropsOf } from "./task-props";

/** The tasks of an environment by name, and the outputs by which `npm run task` finds them. */
export function addTasks(
  platform: Platform,
  tasks: Readonly<Record<string, TaskSettings>>,
  images: Named<ContainerProps["image"]>,
): Named<OneOffTask> {
  const { stack } = platform;
  return Named.make(stack, "tasks", tasks, (name, settings) => {
    const id = `task-${name}`;
    checkIds(stack, `tasks.${name}`, [id, `task_${name}`]);
    const task = addTask(platform, name, id, settings, images);
    allow(task.taskDefinition, settings.permissions);
    acknowledgeWarnings(task, settings.acknowledge);
    new TerraformOutput(stack, task.output.name, task.output.config);
    return task;
  });
}

function addTask(
  platform: Platform,
  name: string,
  id: string,
  settings: TaskSettings,
  images: Named<ContainerProps["image"]>,
): OneOffTask {
  const { stack, topics } = platform;
  const props = resolve(stack, `tasks.${name}`, (find, c) => {
    const found = find(images, "service", settings.service);
    const image = settings.service === undefined ? undefined : (found ?? REFUSED);
    return {
      ...taskPropsOf(platform, settings, { name, image }, find, c),
      capacityProviderStrategy: capacityOf(platform.groups, settings.capacityProviderStrategy, find),
      topic: "schedule" in settings ? find(topics, "topic", settings.topic ?? ALERTS) : undefined,
    };
  });
  return "schedule" in settings
    ? new ScheduledTask(stack, id, { ...settings, ...props })
    : new OneOffTask(stack, id, { ...settings, ...props });
}
