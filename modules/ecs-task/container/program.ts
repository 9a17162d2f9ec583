import type { Facet } from "./facet";
import type { LoggingProps } from "./logging";

export interface ProgramProps {
  /** Whether the task stops when this container does. @default true */
  readonly essential?: boolean;
  /** @default the image's */
  readonly command?: readonly string[];
  /** @default the image's */
  readonly entryPoint?: readonly string[];
  /** User, or user and group, e.g. `"1000:1000"`. @default the image's */
  readonly user?: string;
  /** @default the image's */
  readonly workingDirectory?: string;
}

export const program: Facet<ProgramProps & LoggingProps> = {
  check(c, { firelens, user }) {
    c.require(() => firelens === undefined || user === undefined || user === FIRELENS_USER, {
      prop: "user",
      must: "be \"0\" in the container with 'firelens'",
      got: user,
      hint: "leave it out",
    });
  },
  render: ({ essential = true, command, entryPoint, user, workingDirectory, firelens }) => ({
    essential,
    command,
    entryPoint,
    user: user ?? (firelens && FIRELENS_USER),
    workingDirectory,
  }),
};

/** ECS itself writes this user into a FireLens container. */
const FIRELENS_USER = "0";
