import { App } from "cdktf";
import { assertValid, InputError } from "../modules/core";

/**
 * Builds stacks and writes their Terraform JSON. Of wrong input every line is printed, nothing is written, and the exit
 * code is 1.
 */
export function runProgram(build: (app: App) => void): void {
  try {
    const app = new App();
    build(app);
    assertValid(app);
    app.synth();
  } catch (error) {
    if (!InputError.isInputError(error)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
