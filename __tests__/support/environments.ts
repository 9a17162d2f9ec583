import { join } from "node:path";
import { type Environment, loadEnvironments } from "../../settings";

/** All environments of the project by name. */
export const { environments } = loadEnvironments(join(__dirname, "../../environments"));

export const acc = environmentNamed("acc");
export const prod = environmentNamed("prod");

function environmentNamed(name: string): Environment {
  const environment = environments[name];
  if (environment === undefined) {
    throw new Error(`there is no environment ${name}`);
  }
  return environment;
}
