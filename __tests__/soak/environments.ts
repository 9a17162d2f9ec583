import { ENVIRONMENTS } from "../support/random-input/random-environment";
import { tryInput } from "./try-input";

void tryInput({ what: "random environments", size: 50 }, () => ENVIRONMENTS);
