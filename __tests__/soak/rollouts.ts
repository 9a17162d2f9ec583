import { assertAgreement } from "../simulator/agreement";
import { tryBatches } from "./batches";

/** The checks of deployments say of random clusters what the simulator of ECS's scheduler comes to. */
void tryBatches({
  what: "random deployments",
  size: 250,
  run: (options) => ({ counts: assertAgreement(options), wrong: [] }),
});
