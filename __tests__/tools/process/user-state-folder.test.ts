import { userStateFolder } from "../../../tools/process/user-state-folder";

const { env } = process;

afterEach(() => {
  process.env = env;
});

test.each([
  ["unset", undefined, "/home/ann/.local/state/ecs-terraform-cdk/runs"],
  ["absolute", "/srv/state", "/srv/state/ecs-terraform-cdk/runs"],
  [
    "relative, which depends on where a command is run,",
    "state",
    "/home/ann/.local/state/ecs-terraform-cdk/runs",
  ],
])("with an XDG_STATE_HOME that is %s", (_, XDG_STATE_HOME, folder) => {
  process.env = { HOME: "/home/ann", XDG_STATE_HOME };

  expect(userStateFolder("runs")).toBe(folder);
});
