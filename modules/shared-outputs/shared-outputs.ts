import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Fn, TerraformOutput, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { check, type Checks } from "../core";
import { checkPath, OUTPUT_NAME } from "./names";
import { referencesOf } from "./references";

export interface SharedOutputsProps {
  /**
   * What stacks of this program are given, e.g. a `Vpc`, an `EcsCluster`, its `EcsInstances` and an `Alb`: all that these
   * tell is put out, and all that what they consist of tells, such as a security group.
   */
  readonly constructs: readonly IConstruct[];
  /**
   * What other programs read, with an `OutputsLookup`: texts and lists by the name of the output, lowercase letters, digits
   * and underscores. @default nothing
   */
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
  /**
   * Path in SSM's Parameter Store below which `values` are kept, too, e.g. `/platform/main`: who may read it need not be
   * allowed to read the state, which tells everything.
   * @default none: they are in the state only
   */
  readonly parameterPath?: string;
}

/**
 * What a stack tells others: always the same, whether it is used or not. CDKTF makes an output when the first stack asks for
 * it, and deletes it with the last: without this, every stack that comes or goes would change the plan of the one that it
 * uses.
 *
 * Makes outputs, and with a `parameterPath` one `aws_ssm_parameter` for each value.
 */
export class SharedOutputs extends Construct {
  constructor(scope: Construct, id: string, props: SharedOutputsProps) {
    super(scope, id);
    const { constructs, values = {}, parameterPath } = props;
    check(this, (c) => {
      checkNames(c, values);
      c.known({ parameterPath });
      checkPath(c, "parameterPath", parameterPath);
    });

    const stack = TerraformStack.of(this);
    for (const reference of constructs.flatMap((construct) => referencesOf(construct, stack))) {
      stack.registerOutgoingCrossStackReference(reference);
    }
    for (const [name, value] of Object.entries(values)) {
      const output = new TerraformOutput(this, name, { value });
      output.overrideLogicalId(name);
      if (parameterPath !== undefined) {
        new SsmParameter(this, `${name}-parameter`, {
          name: `${parameterPath}/${name}`,
          ...(typeof value === "string"
            ? { type: "String", value }
            : { type: "StringList", value: Fn.join(",", [...value]) }),
        });
      }
    }
  }
}

function checkNames(c: Checks, values: NonNullable<SharedOutputsProps["values"]>): void {
  const names = Object.keys(values);
  c.known({ values: names });
  for (const name of names) {
    c.value("values", name, OUTPUT_NAME);
  }
}
