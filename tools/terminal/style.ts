/** Colours a text, or leaves it as it is. */
export type Paint = (text: string) => string;

/** The colours of what is written to a terminal. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
}

/** How the style of an output is chosen. */
export interface StyleOptions {
  /** Whether the user has said `--no-color`. @default false */
  readonly noColor?: boolean;
  readonly output?: { readonly isTTY?: boolean };
  readonly env?: NodeJS.ProcessEnv;
}

/** Colours on a terminal; none elsewhere, nor with NO_COLOR (https://no-color.org). */
export function styleFor(options: StyleOptions = {}): Style {
  const { noColor = false, output = process.stdout, env = process.env } = options;
  const plain = noColor || output.isTTY !== true || (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  const paint = (open: number, close: number): Paint =>
    plain ? (text) => text : (text) => `\x1b[${open}m${text}\x1b[${close}m`;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
  };
}
