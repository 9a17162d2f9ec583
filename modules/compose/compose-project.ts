import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { InputError, rules, validateProps } from "../core";
import type { IEcsCluster } from "../ecs-cluster";
import { EcsService } from "../ecs-service";
import { readComposeFile } from "./compose-file";
import { type ComposeFinding, describeComposeFinding } from "./finding";
import type { ComposeOptions } from "./plan";

export interface ComposeProjectProps extends ComposeOptions {
  readonly cluster: IEcsCluster;
  /** 1 to 40 small letters, digits and hyphens, beginning with a letter; unique in the cluster, e.g. a branch. */
  readonly name: string;
  /** Path of the Compose file. Environment files, `.env` among them, are looked for beside it. */
  readonly file: string;
  /** Variables for `${…}`, which win over those of `.env`. @default the environment of this process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * The services of a Compose file on a cluster. What ECS cannot do is told with file, line and key: as an error where the
 * file cannot work, else as an annotation, which the CDKTF CLI shows.
 *
 * Makes an {@link EcsService} with a container for each service of the file; with `services: "separate"`, one for each.
 * The ports of the instances are ECS's choice, see {@link ComposeOptions.hostPorts}.
 */
export class ComposeProject extends Construct {
  /** By name. */
  readonly services: Readonly<Record<string, EcsService>>;
  /** Warnings and notes, in the order of the file. */
  readonly findings: readonly ComposeFinding[];

  constructor(scope: Construct, id: string, props: ComposeProjectProps) {
    super(scope, id);
    const { cluster, name } = props;
    validateProps(this, props, { name: PROJECT_NAME });
    const { tasks, findings } = readComposeFile({ ...props, project: name });
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
      throw new InputError(errors.map(describeComposeFinding).join("\n"));
    }
    this.findings = findings;
    for (const finding of findings) {
      const annotate = finding.severity === "warning" ? "addWarning" : "addInfo";
      Annotations.of(this)[annotate](describeComposeFinding(finding));
    }
    this.services = Object.fromEntries(
      tasks.map(({ name: serviceName, ...task }) => [
        serviceName,
        new EcsService(this, serviceName, { cluster, name: serviceName, ...task }),
      ]),
    );
  }
}

/** What a project may be called: it begins the names of services, roles and volumes. */
export const PROJECT_NAME = rules.text(
  /^[a-z][a-z0-9-]{0,39}$/,
  "1 to 40 small letters, digits and hyphens, beginning with a letter",
  "write a branch feature/Login as feature-login",
);
