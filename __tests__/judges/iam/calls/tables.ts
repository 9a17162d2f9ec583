import * as deployerCalls from "./deployer-calls";
import * as deployerRefusals from "./deployer-refusals";
import * as instanceCalls from "./instance-calls";
import type { Row } from "./row";
import * as serviceCalls from "./service-calls";
import * as taskCalls from "./task-calls";

/** Who calls what with which context: all of it must be allowed, else something does not work on AWS. */
export const ALLOWED_CALLS: readonly Row[] = [
  ...instanceCalls.allowed,
  ...taskCalls.allowed,
  ...serviceCalls.allowed,
  ...deployerCalls.allowed,
];

/** What must be denied to those who may do something like it. */
export const DENIED_CALLS: readonly Row[] = [
  ...instanceCalls.denied,
  ...taskCalls.denied,
  ...serviceCalls.denied,
  ...deployerRefusals.denied,
];
