import { App } from "cdktf";
import { assertValid } from "../../modules/core";
import { DeployerStack } from "./deployer-stack";

/** Writes the stack into the folder that the first argument names, for the recording of a version bump. */
const app = new App({ outdir: process.argv[2] });
new DeployerStack(app, "acc");
assertValid(app);
app.synth();
