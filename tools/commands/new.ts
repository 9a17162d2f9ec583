import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Argument, Command } from "commander";

import { replaceFile } from "../process/replace-file";
import { UserError } from "../process/user-error";
import { committedContext, commitContext } from "../project/context-file";
import { environmentNames } from "../project/environment-names";
import { type ExistingEnvironment, newEnvironment, newService, newTask } from "../project/new-settings";
import type * as SettingsFile from "../project/settings-file";
import { environmentOf } from "../versions/committed-version";
import { addEnvironmentName } from "./options";
import { printLines } from "./report";

/** `npm run new -- <kind> <name>`: writes into `environments/` what a person would. */
export function newCommand(): Command {
  const command = new Command("new")
    .description("Write a service, a task or an environment into environments/; overwrites nothing.")
    .usage("-- <kind> <name> [options]")
    .addArgument(new Argument("<kind>", "what it is").choices(Object.keys(KINDS)))
    .argument("<name>", "key of the service, or name of the task or environment")
    .allowExcessArguments(false);
  return addEnvironmentName(command)
    .addHelpText(
      "after",
      "\nExit code: 0 if it was written, 1 otherwise: then nothing was.\n\n" +
        "Examples:\n  npm run new -- service shop -c environment=prod\n  npm run new -- environment staging",
    )
    .action((kind: Kind, name: string, { context }: { readonly context: readonly string[] }) => {
      const { pattern, inWords, write } = KINDS[kind];
      if (!pattern.test(name)) {
        throw new UserError(
          `The name of ${kind === "environment" ? "an" : "a"} ${kind} has ${inWords}, not '${name}'.`,
        );
      }
      printLines(write(name, readEnvironment(context)));
    });
}

type Kind = "service" | "task" | "environment";

const KINDS = {
  service: {
    pattern: /^[a-z][a-z0-9_]*$/,
    inWords: "lowercase letters, digits and underscores, beginning with a letter",
    write: writeService,
  },
  task: {
    pattern: /^[a-z][a-z0-9-]{0,63}$/,
    inWords: "lowercase letters, digits and hyphens, beginning with a letter",
    write: writeTask,
  },
  environment: {
    pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
    inWords: "letters, digits and hyphens, beginning with a letter",
    write: writeEnvironment,
  },
};

function writeService(key: string, environment: ExistingEnvironment): string[] {
  const service = newService(key, environment.settings);
  addEntry(environment, service);
  const version = `${key}.version`;
  const isNew = committedContext()[version] === undefined;
  if (isNew) {
    commitContext({ [version]: "v1" });
  }
  return [
    `${fileOf(environment.name)}: there is a service '${key}' now; cdktf.json: ${version} is ${isNew ? "'v1'" : "there"}.`,
    "Change there: 'repository' (where its images are, or { ecr: true } for a repository of its own), 'memoryMiB',",
    `'containerPort', and the paths of its requests. Its priority is ${service.priority}; keep it once it is deployed.`,
    `Then: npm run plan -- -c environment=${environment.name}`,
  ];
}

function writeTask(name: string, environment: ExistingEnvironment): string[] {
  const [, service = "app"] = /services: \{\s+(\w+): \{/.exec(environment.settings) ?? [];
  addEntry(environment, newTask(name, service));
  return [
    `${fileOf(environment.name)}: there is a task '${name}' now.`,
    `Change there: 'service' ('${service}': whose image it runs), 'command' and 'memoryMiB'; with 'schedule' it runs by itself.`,
    `Then: npm run deploy -- -c environment=${environment.name}, and npm run task -- ${name} -c environment=${environment.name}`,
  ];
}

function writeEnvironment(name: string, base: ExistingEnvironment): string[] {
  const all = environmentNames().map((one) => ({ name: one, settings: read(one) }));
  if (all.some((one) => one.name === name)) {
    throw new UserError(`There is ${fileOf(name)} already: nothing was changed.`);
  }
  writeFileSync(fileOf(name), newEnvironment(name, base, all), { flag: "wx" });
  return [
    `${fileOf(name)}: there is an environment '${name}' now, like ${base.name}.`,
    "Change there what differs: instances, topics, services. Its network is one that no other environment has.",
    `Then: npm run bootstrap -- -c environment=${name}, and npm run deploy -- -c environment=${name}`,
  ];
}

function addEntry({ name, settings }: ExistingEnvironment, entry: SettingsFile.NewEntry): void {
  // It loads the compiler, for which no other command shall wait.
  const { withEntry } = createRequire(__filename)("../project/settings-file") as typeof SettingsFile;
  replaceFile(fileOf(name), withEntry(settings, fileOf(name), entry));
}

/** The environment that a command line means. */
function readEnvironment(context: readonly string[]): ExistingEnvironment {
  const name = environmentOf(context, committedContext());
  if (!existsSync(fileOf(name))) {
    throw new UserError(`There is no ${fileOf(name)}; there are: ${environmentNames().join(", ")}.`);
  }
  return { name, settings: read(name) };
}

function read(name: string): string {
  return readFileSync(fileOf(name), "utf8");
}

function fileOf(environment: string): string {
  return join("environments", `${environment}.ts`);
}
