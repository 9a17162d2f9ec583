import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Checks, rules } from "../core";

/** Checks the name of a cluster: much is named after it, and services are unique in it. */
export function checkClusterName(c: Checks, scope: IConstruct, name: string): void {
  c.known({ name });
  c.value("name", name, NAME);
  c.unique("name", name, {
    owner: TerraformStack.of(scope),
    kind: "cluster",
    inWords: "the stack",
    hint: "pass that construct on, or choose another name",
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
const NAME = rules.text(
  /^[\w-]{1,255}$/,
  "1 to 255 letters, digits, hyphens and underscores",
  "choose another name",
);
