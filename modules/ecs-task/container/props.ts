import { environment, type EnvironmentProps } from "./environment";
import type { Facet } from "./facet";
import { health, type HealthProps } from "./health";
import { image, type ImageProps } from "./image";
import { labels, type LabelProps } from "./labels";
import { lifecycle, type LifecycleProps } from "./lifecycle";
import { limits, type LimitProps } from "./limits";
import { logging, type LoggingProps } from "./logging";
import { name, type NameProps } from "./name";
import { network, type NetworkProps } from "./network";
import { ports, type PortProps } from "./ports";
import { privileges, type PrivilegeProps } from "./privileges";
import { program, type ProgramProps } from "./program";
import { resources, type ResourceProps } from "./resources";
import { storage, type StorageProps } from "./storage";

/**
 * One container of a task.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export interface ContainerProps
  extends
    NameProps,
    ImageProps,
    ResourceProps,
    ProgramProps,
    PortProps,
    EnvironmentProps,
    HealthProps,
    LifecycleProps,
    NetworkProps,
    StorageProps,
    PrivilegeProps,
    LimitProps,
    LabelProps,
    LoggingProps {}

/**
 * All that a container consists of, in the order in which it is rendered. That order must stay: another text of the
 * same container definitions is another revision of every task.
 */
export const FACETS: readonly Facet<ContainerProps>[] = [
  name,
  image,
  resources,
  program,
  ports,
  environment,
  health,
  lifecycle,
  network,
  storage,
  privileges,
  limits,
  labels,
  logging,
];
