import type { Facet } from "./facet";
import { list, optionalList } from "./lists";

/** A limit of the kernel: reached, the process is refused more; the process itself may raise soft up to hard. */
export interface Ulimit {
  readonly soft: number;
  readonly hard: number;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html */
export type UlimitName =
  | "core"
  | "cpu"
  | "data"
  | "fsize"
  | "locks"
  | "memlock"
  | "msgqueue"
  | "nice"
  | "nofile"
  | "nproc"
  | "rss"
  | "rtprio"
  | "rttime"
  | "sigpending"
  | "stack";

export interface LimitProps {
  /** @default the instance's */
  readonly ulimits?: Readonly<Partial<Record<UlimitName, Ulimit>>>;
  /** Kernel parameters, e.g. `{ "net.core.somaxconn": "1024" }`. @default the instance's */
  readonly systemControls?: Readonly<Record<string, string>>;
}

export const limits: Facet<LimitProps> = {
  check(c, { ulimits = {} }) {
    for (const [name, { soft, hard }] of Object.entries(ulimits)) {
      // A hard limit below 0 is none.
      c.require(() => hard < 0 || soft <= hard, {
        prop: `ulimits.${name}.soft`,
        must: `not be greater than 'hard' (${hard})`,
        got: soft,
        hint: "lower the soft limit or raise the hard one",
      });
    }
  },
  render: ({ ulimits, systemControls = {} }) => ({
    ulimits: optionalList(ulimits, (key, { soft, hard }) => ({
      name: key,
      softLimit: soft,
      hardLimit: hard,
    })),
    systemControls: list(systemControls, (namespace, value) => ({ namespace, value })),
  }),
};
