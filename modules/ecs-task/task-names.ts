/** What a task definition, its roles and its log group are called. */
export interface TaskNames {
  /** 1 to 255 letters, digits, hyphens and underscores. */
  readonly family: string;
  /** What the names of roles begin with: cluster and service. */
  readonly namePrefix: string;
  /** Name of the log group; unique in the stack. */
  readonly logGroupName: string;
}

/** The names of a service's or task's definition, unless it is given others. */
export function taskNames(
  clusterName: string,
  name: string,
  { family = `${clusterName}-${name}`, logGroupName = `/ecs/${clusterName}/${name}` }: Partial<TaskNames>,
): TaskNames {
  return { family, namePrefix: `${clusterName}-${name}`, logGroupName };
}
