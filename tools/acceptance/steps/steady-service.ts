import type { Step } from "../step";
import { INSTANCES, isActive, registeredInstances } from "./cluster";

export const registerAgents: Step = {
  name: "Agents registered",
  proves: "every instance joins the cluster by itself",
  needs: ["containers"],
  run: async (run) => {
    const instances = await run.until(
      () => "not all agents are connected",
      10,
      async () => {
        const active = (await registeredInstances(run)).filter(isActive);
        return active.length >= INSTANCES ? active : undefined;
      },
    );
    return instances.map(({ ec2InstanceId = "" }) => ec2InstanceId).join(", ");
  },
};

export const waitUntilSteady: Step = {
  name: "Service steady",
  proves: "as many tasks run as are wanted, all in one version",
  needs: [],
  run: async (run) => {
    await run.succeed("wait", "app");
    return "npm run wait ended with 0";
  },
};

export const answer: Step = {
  name: "Answer from the internet",
  proves: "the public balancer leads to the service",
  needs: ["containers", "internet"],
  run: async (run) =>
    run.until(
      () => `${run.url ?? "the service"} does not answer`,
      5,
      async () => {
        // The name of a new balancer is not known everywhere at once.
        const answered = await fetch(run.url ?? "").catch(() => undefined);
        const body = await answered?.text();
        return body?.startsWith("I am: ") === true ? body : undefined;
      },
    ),
};
