import { CONSTRUCTS, propsOf } from "../support/random-input/random-construct";
import { tryInput } from "./try-input";

/** One batch after the other is of another construct. */
void tryInput({ what: "random constructs", size: 50 }, (seed) =>
  propsOf(CONSTRUCTS[seed % CONSTRUCTS.length] ?? "Alb"),
);
