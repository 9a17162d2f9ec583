import { checkSecret, type Secret } from "../secret";
import type { Facet } from "./facet";
import { list, optionalList } from "./lists";

export interface EnvironmentProps {
  /** Plain values; never secrets. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variables whose values are read when the container starts. @default none */
  readonly secrets?: Readonly<Record<string, Secret>>;
}

export const environment: Facet<EnvironmentProps> = {
  check(c, props) {
    for (const [key, secret] of Object.entries(props.secrets ?? {})) {
      checkSecret(c, `secrets.${key}`, secret);
      c.require(() => !Object.hasOwn(props.environment ?? {}, key), {
        prop: `secrets.${key}`,
        must: "not be in 'environment' as well",
        got: key,
        hint: "remove it from 'environment'",
      });
    }
  },
  render: (props) => ({
    environment: list(props.environment ?? {}, (key, value) => ({ name: key, value })),
    secrets: optionalList(props.secrets, (key, { valueFrom }) => ({ name: key, valueFrom })),
  }),
};
