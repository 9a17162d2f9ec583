import { App } from "cdktf";
import { EcsStack, StateStack, type StateStackProps } from "../../stacks";
import { acc } from "../support/environments";
import { type SynthesizedStack, synthesizeStack } from "../support/synth";

const accountId = "123456789012";

function stateStack(props: Partial<StateStackProps> = {}): SynthesizedStack {
  return synthesizeStack(new StateStack(new App(), "acc-state", { environment: acc, ...props }));
}

/** The backend of the environment of which the state stack makes the bucket. */
function backendOfEnvironment(props: Partial<StateStackProps> = {}): unknown {
  const environment = { environment: acc, versions: { app: "v1" } };
  return backendOf(synthesizeStack(new EcsStack(new App(), "acc", { ...environment, ...props })));
}

function backendOf({ json }: SynthesizedStack): unknown {
  return (json.terraform as { readonly backend: unknown }).backend;
}

describe("the stack of the state's bucket", () => {
  test.each<[string, Partial<StateStackProps>]>([
    ["nodejs-app-terraform-state-acc", {}],
    ["nodejs-app-terraform-state-acc-123456789012", { accountId }],
    ["shop-states", { environment: { ...acc, stateBucket: "shop-states" } }],
    ["shop-states", { environment: { ...acc, stateBucket: "shop-states" }, accountId }],
  ])("makes the bucket %s that the environment's backend names, for %j", (bucket, props) => {
    const stack = stateStack(props);

    expect(stack.only("aws_s3_bucket")).toMatchObject({ bucket });
    expect(backendOfEnvironment(props)).toMatchObject({ s3: { bucket } });
    expect(stack.types.filter((type) => !type.startsWith("aws_s3_bucket"))).toEqual([]);
  });

  test("keeps its own state in a file of the project as long as no account is noted", () => {
    expect(stateStack().json.terraform).toMatchObject({
      backend: { local: { path: "../../../acc-state.tfstate" } },
    });
  });

  test("keeps its own state in that bucket, apart from the environment's, once the account is noted", () => {
    expect(backendOf(stateStack({ accountId }))).toEqual({
      s3: {
        bucket: "nodejs-app-terraform-state-acc-123456789012",
        key: "state/acc/terraform.tfstate",
        region: "eu-west-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
    expect(backendOfEnvironment({ accountId })).toMatchObject({ s3: { key: "ecs/acc/terraform.tfstate" } });
  });

  test("has the Terraform settings of the environment", () => {
    expect(stateStack().json.terraform).toMatchObject({
      required_version: ">= 1.10",
      required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.100" } },
    });
    expect(stateStack({ accountId }).json.provider).toMatchObject({
      aws: [
        {
          region: "eu-west-1",
          allowed_account_ids: [accountId],
          default_tags: [{ tags: { Environment: "acc" } }],
        },
      ],
    });
  });
});
