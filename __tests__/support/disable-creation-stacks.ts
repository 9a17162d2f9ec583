// Loaded before each file of unit tests: they synthesize as `npm run synth` does, in half the time.
import { disableCreationStacks } from "../../modules/program/creation-stacks";

disableCreationStacks();
