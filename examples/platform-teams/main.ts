import { oneOf, runExample } from "../run-example";
import { PlatformStack } from "./platform-stack";
import { TeamStack } from "./team-stack";

const defaults = {
  /** Whether the second team is there. */
  teamB: "true",
};

runExample(defaults, (app, { teamB }) => {
  const platform = new PlatformStack(app, "platform");
  new TeamStack(app, "team-a", { platform, service: { name: "orders", priority: 100 } });
  if (oneOf("teamB", teamB, ["true", "false"]) === "true") {
    new TeamStack(app, "team-b", {
      platform,
      service: { name: "search", priority: 200, networkMode: "awsvpc" },
    });
  }
});
