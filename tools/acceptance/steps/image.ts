import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { callAws } from "../../aws/aws-client";
import { makePrivateFolder } from "../../process/private-folder";
import { UserError } from "../../process/user-error";
import type { AcceptanceRun } from "../acceptance-run";
import type { Step } from "../step";

/** What the versions after the first one change about it. */
const LATER_VERSIONS = {
  v2: "LABEL version=v2",
  // The sample service refuses a PORT that is no number: it says so, and ends with 1.
  broken: "ENV PORT=none",
};

/** Address of the repository, which comes before all that needs an image. */
export const REPOSITORY = "aws_ecr_repository.repository-app_repository_98024BE8";

export const pushImages: Step = {
  name: "Build and push the image",
  proves: "the sample service can be built, and pushed to the repository that Terraform has made",
  needs: ["containers", "engine"],
  run: async (run) => {
    const { engine } = run.options;
    if (engine === undefined) {
      throw new UserError("There is no container engine: install docker, podman or finch.");
    }
    await run.succeed("deploy", "--auto-approve", "--target", REPOSITORY);
    const { repository, registry, user, password } = await registryOf(run);
    await engine.signIn(registry, user, password);
    await engine.buildAndPush(`${repository}:v1`, "app");
    for (const [version, change] of Object.entries(LATER_VERSIONS)) {
      const folder = makePrivateFolder("acceptance-image-");
      writeFileSync(join(folder.path, "Dockerfile"), `FROM ${repository}:v1\n${change}\n`);
      await engine.buildAndPush(`${repository}:${version}`, folder.path);
      folder.remove();
    }
    return `${repository}:v1, v2 and broken`;
  },
};

/** The repository, and how to sign in: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html */
async function registryOf({ name, clientConfig }: AcceptanceRun) {
  const { DescribeRepositoriesCommand, ECRClient, GetAuthorizationTokenCommand } =
    await import("@aws-sdk/client-ecr");
  const ecr = new ECRClient(clientConfig);
  return callAws(async () => {
    const { repositories = [] } = await ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [`${name}/app`] }),
    );
    const { authorizationData = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
    const repository = repositories[0]?.repositoryUri ?? "";
    const token = Buffer.from(authorizationData[0]?.authorizationToken ?? "", "base64").toString();
    const [user = "", password = ""] = token.split(":");
    return { repository, registry: repository.split("/")[0] ?? "", user, password };
  });
}
