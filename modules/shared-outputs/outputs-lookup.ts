import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { DataTerraformRemoteStateS3, Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { check } from "../core";
import { checkPath, OUTPUT_NAME } from "./names";

/** Where the state of another program is, as its backend says. */
export interface StateLocation {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

export interface OutputsLookupProps {
  /** The state that the outputs are in. Who reads one output may read the whole state. @default `parameterPath` is given */
  readonly state?: StateLocation;
  /** Path of the parameters in SSM's Parameter Store, e.g. `/platform/main`. @default `state` is given */
  readonly parameterPath?: string;
}

/**
 * What another program publishes with `SharedOutputs`: read at every plan, so that a plan fails when it is not there.
 *
 * Makes no resource; reads `terraform_remote_state`, or one `aws_ssm_parameter` for each value that is asked for.
 */
export class OutputsLookup extends Construct {
  private readonly state?: DataTerraformRemoteStateS3;
  private readonly parameterPath: string | undefined;

  constructor(scope: Construct, id: string, props: OutputsLookupProps) {
    super(scope, id);
    const { state, parameterPath } = props;
    check(this, (c) => {
      c.known({ parameterPath });
      checkPath(c, "parameterPath", parameterPath);
      c.require(() => (state === undefined) !== (parameterPath === undefined), {
        prop: "state",
        must: "be given, or 'parameterPath', and not both",
        got: state,
        of: [],
        hint: "say where the values are",
      });
    });
    this.parameterPath = parameterPath;
    if (state !== undefined) {
      this.state = new DataTerraformRemoteStateS3(this, "state", { ...state });
    }
  }

  /** A value by the name of its output. */
  text(name: string): string {
    return this.state?.getString(this.checked(name)) ?? this.parameter(name);
  }

  /** A list by the name of its output. */
  list(name: string): readonly string[] {
    const outputs = this.state;
    return outputs === undefined
      ? Token.asList(Fn.split(",", this.parameter(name)))
      : outputs.getList(this.checked(name));
  }

  private parameter(name: string): string {
    const id = this.checked(name);
    const existing = this.node.tryFindChild(id) as DataAwsSsmParameter | undefined;
    const path = `${this.parameterPath ?? ""}/${id}`;
    // Not the attribute `value`, which Terraform takes for a secret.
    return (existing ?? new DataAwsSsmParameter(this, id, { name: path })).insecureValue;
  }

  private checked(name: string): string {
    check(this, (c) => {
      c.known({ name });
      c.value("name", name, OUTPUT_NAME);
    });
    return name;
  }
}
