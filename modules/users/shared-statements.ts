import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { TerraformDataSource, TerraformElement, TerraformRemoteState, type TerraformStack } from "cdktf";
import { arn, type Location } from "../core";
import type { PolicyStatement } from "../iam";

/**
 * What it takes to read what other stacks and programs share with a stack: their states, where it refers to their constructs
 * or looks their outputs up, and single parameters of SSM.
 */
export function sharedStatements(stack: TerraformStack, location: Location): PolicyStatement[] {
  const elements = stack.node.findAll().filter((one) => TerraformElement.isTerraformElement(one));
  const parameters = elements.filter(isParameter).map(({ nameInput = "" }) => nameInput);
  const states = elements.flatMap(remoteState);
  const bucket = (name: string) => `arn:${location.partition}:s3:::${name}`;
  return [
    {
      actions: ["s3:ListBucket"],
      resources: distinct(states.map((state) => bucket(state.bucket))),
      // Terraform lists the workspaces, and nothing else.
      conditions: { StringEquals: { "s3:prefix": "env:/" } },
    },
    {
      actions: ["s3:GetObject"],
      resources: distinct(states.map((state) => `${bucket(state.bucket)}/${state.key}`)),
    },
    {
      actions: ["ssm:GetParameter"],
      resources: distinct(
        parameters.map((name) => arn(location, "ssm", `parameter/${name.replace(/^\//, "")}`)),
      ),
    },
  ].filter(({ resources }) => resources.length > 0);
}

function isParameter(element: TerraformElement): element is DataAwsSsmParameter {
  return (
    typeOf(element) === DataAwsSsmParameter.tfResourceType &&
    TerraformDataSource.isTerraformDataSource(element)
  );
}

/** Where a state is, CDKTF tells in what it writes only. */
function remoteState(element: TerraformElement): readonly State[] {
  if (typeOf(element) !== TerraformRemoteState.tfResourceType) {
    return [];
  }
  const { data } = element.toTerraform() as RemoteStateJson;
  return Object.values(data.terraform_remote_state).map(({ config }) => config);
}

function typeOf(element: TerraformElement): string | undefined {
  return (element.constructor as { tfResourceType?: string }).tfResourceType;
}

interface RemoteStateJson {
  readonly data: { readonly terraform_remote_state: Readonly<Record<string, { readonly config: State }>> };
}

interface State {
  readonly bucket: string;
  readonly key: string;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
