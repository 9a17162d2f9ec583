import { PlatformStack } from "../../../examples/platform-teams/platform-stack";
import { TeamStack } from "../../../examples/platform-teams/team-stack";
import { runExample } from "../../../examples/run-example";

/** The platform with two teams, of which the second has taken the priority of the first. */
runExample({}, (app) => {
  const platform = new PlatformStack(app, "platform");
  new TeamStack(app, "team-a", { platform, service: { name: "orders", priority: 100 } });
  new TeamStack(app, "team-b", { platform, service: { name: "search", priority: 100 } });
});
