import type { Checks } from "../../modules/core";
import type { ContainerProps, Logging } from "../../modules/ecs-task";
import type { DatabaseVariables, IDatabase } from "../../modules/rds";
import type { ContainerSettings, DatabaseAccess } from "../../settings";
import type { Find, Named } from "./named";
import { secretOf, secretsOf } from "./secrets";

/** What containers of a service or task have from it and from its environment. */
export interface TaskContext {
  /** Of the service or task. */
  readonly name: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Of containers that name none. @default none: each must name one */
  readonly image: ContainerProps["image"] | undefined;
  readonly databases: Named<IDatabase>;
}

/** The containers of a service or task. */
export function containersOf(
  containers: readonly ContainerSettings[],
  context: TaskContext,
  find: Find,
  c: Checks,
): ContainerProps[] {
  return containers.map((container, index) => {
    const { name = index === 0 ? context.name : undefined, image = context.image } = container;
    const prop = `containers[${index}]`;
    c.require(() => name !== undefined, {
      prop: `${prop}.name`,
      must: "be given",
      got: name,
      hint: "only the first container is named after the service or task",
    });
    c.require(() => image !== undefined, {
      prop: `${prop}.image`,
      must: "be given",
      got: image,
      hint: "or name the 'repository' of the service, for a task its 'service'",
    });
    const { database, ...settings } = container;
    const { name: databaseName, variables } = accessOf(database);
    const access = find(context.databases, `${prop}.database`, databaseName);
    return {
      ...propsOf(settings, access?.variables(variables), context.environment),
      name: name ?? "",
      image: image ?? "",
    };
  });
}

function propsOf(
  { secrets, logging, repositoryCredentials, ...settings }: Omit<ContainerSettings, "database">,
  access: DatabaseVariables | undefined,
  environment: string,
): Omit<ContainerProps, "name" | "image"> {
  return {
    ...settings,
    environment: { ENVIRONMENT: environment, ...access?.environment, ...settings.environment },
    secrets: secrets || access ? { ...access?.secrets, ...(secrets && secretsOf(secrets)) } : undefined,
    repositoryCredentials: repositoryCredentials === undefined ? undefined : secretOf(repositoryCredentials),
    logging: logging && loggingOf(logging),
  };
}

function loggingOf(settings: NonNullable<ContainerSettings["logging"]>): Logging {
  return settings.driver === "awslogs"
    ? settings
    : { ...settings, secretOptions: settings.secretOptions && secretsOf(settings.secretOptions) };
}

function accessOf(database: ContainerSettings["database"]): Partial<DatabaseAccess> {
  return typeof database === "string" ? { name: database } : (database ?? {});
}
