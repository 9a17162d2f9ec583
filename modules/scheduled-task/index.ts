export { OneOffTask, type OneOffTaskProps, type TaskRun } from "./one-off-task";
export { ScheduledTask, type ScheduledTaskProps } from "./scheduled-task";
