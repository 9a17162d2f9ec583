import type { IConstruct } from "constructs";
import { rules, validateImage, validateProp, ValidationError } from "../core";
import type { ContainerProps } from "./container";
import { imageName } from "./container-definition";
import { validateContainerSettings } from "./container-settings-rules";
import { hostPortOf } from "./port";
import type { NetworkMode } from "./network-mode";

/** Checks the containers of one task, alone and together. */
export function validateContainers(
  scope: IConstruct,
  containers: readonly ContainerProps[],
  networkMode: NetworkMode,
): void {
  validateProp(
    scope,
    "containers",
    containers,
    rules.atLeast(1, "container", "a task without containers does nothing"),
  );
  for (const [index, container] of containers.entries()) {
    validateContainer(scope, `containers[${index}]`, container, networkMode);
    validateContainerSettings(scope, `containers[${index}]`, container, networkMode);
  }
  refuseTwins(
    scope,
    "name",
    containers.map(({ name }, index) => ({ prop: `containers[${index}].name`, value: name })),
  );
  const portProp = networkMode === "bridge" ? "hostPort" : "containerPort";
  refuseTwins(
    scope,
    portProp,
    containers.flatMap((container, index) =>
      fixedPorts(container, networkMode).map(({ prop, value }) => {
        return { prop: `containers[${index}].${prop}.${portProp}`, value };
      }),
    ),
  );
  if (!containers.some(({ essential = true }) => essential)) {
    throw new ValidationError(scope, {
      prop: "containers",
      must: "have one that is essential",
      got: containers.map(({ name }) => name),
      hint: "leave 'essential' out for the main container",
    });
  }
}

function validateContainer(
  scope: IConstruct,
  prop: string,
  container: ContainerProps,
  networkMode: NetworkMode,
): void {
  const { name, image, memoryMiB, memoryReservationMiB, portMappings = [] } = container;
  validateProp(scope, `${prop}.name`, name, NAME);
  validateImage(scope, `${prop}.image`, imageName(image), container.allowLatest);
  validateProp(scope, `${prop}.cpu`, container.cpu, rules.integer(0, 196_608, "1024 units are one vCPU"));
  validateProp(scope, `${prop}.memoryMiB`, memoryMiB, MEMORY);
  validateProp(scope, `${prop}.memoryReservationMiB`, memoryReservationMiB, MEMORY);
  validateProp(
    scope,
    `${prop}.stopTimeoutSeconds`,
    container.stopTimeoutSeconds,
    rules.integer(0, 120, "the default is 30"),
  );
  if (memoryMiB === undefined && memoryReservationMiB === undefined) {
    throw new ValidationError(scope, {
      prop: `${prop}.memoryMiB`,
      must: "be given, or 'memoryReservationMiB'",
      got: undefined,
      hint: "ECS places no container without one",
    });
  }
  validateProp(
    scope,
    `${prop}.memoryReservationMiB`,
    memoryReservationMiB,
    rules.atMost("memoryMiB", memoryMiB, "lower the reservation or raise the limit"),
  );
  for (const [index, mapping] of portMappings.entries()) {
    const { containerPort, hostPort = 0 } = mapping;
    validateProp(scope, `${prop}.portMappings[${index}].containerPort`, containerPort, PORT);
    validateProp(scope, `${prop}.portMappings[${index}].hostPort`, hostPort, HOST_PORT);
    if (networkMode !== "bridge" && hostPort !== 0 && hostPort !== containerPort) {
      throw new ValidationError(scope, {
        prop: `${prop}.portMappings[${index}].hostPort`,
        must: `equal 'containerPort' (${containerPort}) in network mode ${networkMode}`,
        got: hostPort,
        hint: "leave it out",
      });
    }
  }
  const { intervalSeconds, timeoutSeconds, retries, startPeriodSeconds } = container.healthCheck ?? {};
  const check = `${prop}.healthCheck`;
  validateProp(
    scope,
    `${check}.intervalSeconds`,
    intervalSeconds,
    rules.integer(5, 300, "the default is 30"),
  );
  validateProp(scope, `${check}.timeoutSeconds`, timeoutSeconds, rules.integer(2, 60, "the default is 5"));
  validateProp(scope, `${check}.retries`, retries, rules.integer(1, 10, "the default is 3"));
  validateProp(
    scope,
    `${check}.startPeriodSeconds`,
    startPeriodSeconds,
    rules.integer(0, 300, "the default is 0"),
  );
}

/** A value, and where the user wrote it. */
interface Entry {
  readonly prop: string;
  readonly value: string;
}

/** The ports that only one container can have: on the instance, or on the network interface that they share. */
function fixedPorts({ portMappings = [] }: ContainerProps, networkMode: NetworkMode): Entry[] {
  return portMappings.flatMap((mapping, index) => {
    const port = hostPortOf(mapping, networkMode);
    return port === 0
      ? []
      : [{ prop: `portMappings[${index}]`, value: `${port}/${mapping.protocol ?? "tcp"}` }];
  });
}

function refuseTwins(scope: IConstruct, what: string, entries: readonly Entry[]): void {
  const values = entries.map(({ value }) => value);
  const twin = entries.find(({ value }, index) => values.indexOf(value) < index);
  if (twin !== undefined) {
    throw new ValidationError(scope, {
      prop: twin.prop,
      must: "be unique in the task",
      got: twin.value,
      hint: `give each container another ${what}`,
    });
  }
}

const NAME = rules.text(
  /^[\w-]{1,255}$/,
  "1 to 255 letters, digits, hyphens and underscores",
  "choose another name",
);
/** Docker's least. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const MEMORY = rules.integer(6, 25_165_824, "give what the container needs at its peak");
const PORT = rules.integer(1, 65_535, "give the port that the container listens on");
const HOST_PORT = rules.integer(0, 65_535, "leave it out for a free one");
