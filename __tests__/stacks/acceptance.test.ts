import { App } from "cdktf";
import { EcsStack } from "../../stacks";
import { acceptanceEnvironment } from "../../stacks/acceptance/acceptance-environment";
import { REPOSITORY } from "../../tools/acceptance/steps/image";
import { synthesizeStack } from "../support/synth";

const environment = acceptanceEnvironment("acceptance-1", "eu-central-1");
const stack = synthesizeStack(
  new EcsStack(new App(), "acceptance-1", { environment, versions: { app: "v1" } }),
);

describe("the environment of the acceptance run", () => {
  test("is public, and can be destroyed with its images", () => {
    expect(stack.only("aws_lb")).toMatchObject({ internal: false });
    expect(stack.only("aws_ecr_repository")).toMatchObject({ name: "acceptance-1/app", force_delete: true });
  });

  test("has its repository at the address that is deployed before the image is pushed", () => {
    expect(
      Object.keys(stack.resources("aws_ecr_repository")).map((id) => `aws_ecr_repository.${id}`),
    ).toEqual([REPOSITORY]);
  });

  test("lets a session be opened in a container", () => {
    expect(stack.only("aws_ecs_service")).toMatchObject({ enable_execute_command: true });
  });
});
