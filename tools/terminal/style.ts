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

/** Whether there are colours: on a terminal; not elsewhere, nor with NO_COLOR (https://no-color.org). */
export function hasColors({
  noColor = false,
  output = process.stdout,
  env = process.env,
}: StyleOptions): boolean {
  return !noColor && output.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
}

/** Colours where there are any. */
export function styleFor(options: StyleOptions = {}): Style {
  const isColored = hasColors(options);
  const paint = (open: number, close: number): Paint =>
    isColored ? (text) => `\x1b[${open}m${text}\x1b[${close}m` : (text) => text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
  };
}
