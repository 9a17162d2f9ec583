import { Secret } from "../../ecs-task";
import type { Value } from "../syntax";

/** The secrets of a file that are kept on AWS, by their keys; `undefined` where one is not. */
export type NamedSecrets = ReadonlyMap<string, Secret | undefined>;

/**
 * Reads the secrets of the file: `external: true` with, as `name`, a parameter of Parameter Store or the ARN of a
 * secret in Secrets Manager.
 */
export function readNamedSecrets(secrets: Value | undefined): NamedSecrets {
  return new Map((secrets?.entries() ?? []).map(([key, value]) => [key, readNamedSecret(key, value)]));
}

function readNamedSecret(key: string, value: Value): Secret | undefined {
  if (value.isNull || value.get("external")?.boolean() !== true) {
    value.accept();
    value.error(
      "is kept where ECS cannot read it",
      "put it into Parameter Store, and write external: true and name: /path/of/parameter",
    );
    return undefined;
  }
  const source = value.get("name")?.text() ?? key;
  if (!/^[\w./:+=@-]+$/.test(source)) {
    (value.get("name") ?? value).error(
      `must be the name of a parameter or the ARN of a secret, got ${JSON.stringify(source)}`,
      "write it like /path/of/parameter",
    );
    return undefined;
  }
  return source.includes(":secretsmanager:")
    ? Secret.fromSecretsManager(source)
    : Secret.fromSsmParameter(source);
}

/**
 * Gives a service its secrets as environment variables: ECS has no files for them. Where a variable `<NAME>_FILE` names
 * the file of a secret, the variable is `<NAME>`; else it is the name of the secret in uppercase letters.
 *
 * @returns the secrets by variable; the variables that named files are taken out of `environment`
 */
export function readSecrets(
  service: Value,
  environment: Record<string, string>,
  named: NamedSecrets,
): { readonly secrets: Record<string, Secret>; readonly environment: Record<string, string> } {
  const secrets: Record<string, Secret> = {};
  const plain = new Map(Object.entries(environment));
  for (const item of service.get("secrets")?.items() ?? []) {
    const isLong = item.kind === "map";
    const key = (isLong ? item.get("source")?.text() : item.text()) ?? "";
    const target = (isLong ? item.get("target")?.text() : undefined) ?? key;
    const file = target.startsWith("/") ? target : `/run/secrets/${target}`;
    if (!named.has(key)) {
      item.error(`there is no secret ${key}`, `add it under secrets, as ${key}: with external: true`);
      continue;
    }
    const pointers = [...plain.keys()].filter((name) => name.endsWith("_FILE") && plain.get(name) === file);
    const variables = pointers.map((name) => name.replace(/_FILE$/, ""));
    const variable = target.replace(/^.*\//, "").replace(/\W/g, "_").toUpperCase();
    const names = variables.length > 0 ? variables : [variable];
    item.warn(
      `is the environment variable ${names.join(", ")} on ECS, not the file ${file}`,
      "let the program read the variable",
    );
    const secret = named.get(key);
    for (const name of names) {
      if (plain.has(name)) {
        item.error(`${name} is in the environment as well`, "remove it there");
      } else if (secret !== undefined) {
        secrets[name] = secret;
      }
    }
    pointers.forEach((name) => {
      plain.delete(name);
    });
  }
  return { secrets, environment: Object.fromEntries(plain) };
}
