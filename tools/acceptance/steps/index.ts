import type { Step } from "../step";
import { deployBrokenVersion, deployGoodVersion } from "./broken-version";
import { destroyEnvironment, findNothingLeft } from "./destroy-environment";
import { deployFirstVersion, planAgain } from "./first-deployment";
import { pushImages } from "./image";
import { interruptInstance } from "./interrupted-instance";
import { deployNewVersion, loseNoRequest } from "./new-version";
import { deleteStateBucket, makeStateBucket } from "./state-bucket";
import { answer, registerAgents, waitUntilSteady } from "./steady-service";
import { openShell, runTask } from "./task";

/** All steps, in their order. */
export const STEPS: readonly Step[] = [
  ...[makeStateBucket, pushImages],
  ...[deployFirstVersion, registerAgents, waitUntilSteady, answer, planAgain],
  ...[deployNewVersion, loseNoRequest, deployBrokenVersion, deployGoodVersion],
  ...[runTask, openShell, interruptInstance],
  ...[destroyEnvironment, findNothingLeft, deleteStateBucket],
];
