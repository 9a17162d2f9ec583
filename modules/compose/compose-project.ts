import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { check, InputError, rules } from "../core";
import type { CapacityProviderStrategyItem, IEcsCluster } from "../ecs-cluster";
import { EcsService } from "../ecs-service";
import { readComposeFile } from "./compose-file";
import type { ComposeOptions } from "./options";
import { type ComposeDiagnostic, describeComposeDiagnostic } from "./syntax";

export interface ComposeProjectProps extends ComposeOptions {
  readonly cluster: IEcsCluster;
  /** 1 to 40 lowercase letters, digits and hyphens, beginning with a letter; unique in the cluster, e.g. a branch. */
  readonly name: string;
  /** Which groups of instances the tasks are on. @default the only group of the cluster */
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  /** Path of the Compose file. Environment files, `.env` among them, are looked for beside it. */
  readonly file: string;
  /** Variables for `${…}`, which win over those of `.env`. @default the environment of this process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * The services of a Compose file on a cluster. What ECS cannot do is reported with file, line and key: as an error where the
 * file cannot work, else as an annotation, which the CDKTF CLI shows.
 *
 * Makes an {@link EcsService} with a container for each service of the file; with `services: "separate"`, one for each.
 * The ports of the instances are ECS's choice, see {@link ComposeOptions.hostPorts}.
 */
export class ComposeProject extends Construct {
  /** By name. */
  readonly services: Readonly<Record<string, EcsService>>;
  /** Warnings and notes, in the order of the file. */
  readonly diagnostics: readonly ComposeDiagnostic[];

  constructor(scope: Construct, id: string, props: ComposeProjectProps) {
    super(scope, id);
    const { cluster, name, capacityProviderStrategy } = props;
    check(this, (c) => {
      c.known({ name, file: props.file });
      c.each(props, { name: PROJECT_NAME });
    });
    const { tasks, diagnostics } = readComposeFile({ ...props, project: name });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
      throw new InputError(errors.map(describeComposeDiagnostic).join("\n"));
    }
    this.diagnostics = diagnostics;
    for (const diagnostic of diagnostics) {
      const annotate = diagnostic.severity === "warning" ? "addWarning" : "addInfo";
      Annotations.of(this)[annotate](describeComposeDiagnostic(diagnostic));
    }
    this.services = Object.fromEntries(
      tasks.map(({ name: serviceName, ...task }) => [
        serviceName,
        new EcsService(this, serviceName, { cluster, capacityProviderStrategy, name: serviceName, ...task }),
      ]),
    );
  }
}

/** What a project may be called: it begins the names of services, roles and volumes. */
export const PROJECT_NAME = rules.text(
  /^[a-z][a-z0-9-]{0,39}$/,
  "1 to 40 lowercase letters, digits and hyphens, beginning with a letter",
  "write a branch feature/Login as feature-login",
);
