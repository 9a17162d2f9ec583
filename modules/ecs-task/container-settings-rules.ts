import { isIP } from "node:net";
import type { IConstruct } from "constructs";
import { rules, validateProp, ValidationError } from "../core";
import type { ContainerProps } from "./container";
import type { Secret } from "./secret";
import type { NetworkMode } from "./network-mode";

/** Checks the secrets, network names, limits and logs of one container. */
export function validateContainerSettings(
  scope: IConstruct,
  prop: string,
  container: ContainerProps,
  networkMode: NetworkMode,
): void {
  validateSecrets(scope, prop, container);
  validateNames(scope, prop, container, networkMode);
  validateProp(scope, `${prop}.sharedMemoryMiB`, container.sharedMemoryMiB, SHARED_MEMORY);
  for (const [name, { soft, hard }] of Object.entries(container.ulimits ?? {})) {
    // A hard limit below 0 is none.
    const limit = hard < 0 ? undefined : hard;
    const hint = "lower the soft limit or raise the hard one";
    validateProp(scope, `${prop}.ulimits.${name}.soft`, soft, rules.atMost("hard", limit, hint));
  }
  const { logging, firelens, user } = container;
  if (logging?.driver === "awslogs") {
    validateProp(scope, `${prop}.logging.maxBufferMiB`, logging.maxBufferMiB, BUFFER);
    if (logging.maxBufferMiB !== undefined && logging.mode !== "non-blocking") {
      throw new ValidationError(scope, {
        prop: `${prop}.logging.mode`,
        must: "be \"non-blocking\" with 'maxBufferMiB'",
        got: logging.mode,
        hint: "only that mode has a buffer",
      });
    }
  }
  if (firelens !== undefined && user !== undefined && user !== "0") {
    throw new ValidationError(scope, {
      prop: `${prop}.user`,
      must: "be \"0\" in the container with 'firelens'",
      got: user,
      hint: "leave it out",
    });
  }
}

function validateSecrets(scope: IConstruct, prop: string, container: ContainerProps): void {
  const { secrets = {}, environment = {}, repositoryCredentials, logging } = container;
  for (const [name, secret] of Object.entries(secrets)) {
    validateSource(scope, `${prop}.secrets.${name}`, secret);
    if (Object.hasOwn(environment, name)) {
      throw new ValidationError(scope, {
        prop: `${prop}.secrets.${name}`,
        must: "not be in 'environment' as well",
        got: name,
        hint: "remove it from 'environment'",
      });
    }
  }
  if (logging !== undefined && logging.driver !== "awslogs") {
    for (const [name, secret] of Object.entries(logging.secretOptions ?? {})) {
      validateSource(scope, `${prop}.logging.secretOptions.${name}`, secret);
    }
  }
  if (repositoryCredentials !== undefined) {
    validateSource(scope, `${prop}.repositoryCredentials`, repositoryCredentials);
    if (
      repositoryCredentials.valueFrom !== repositoryCredentials.source ||
      repositoryCredentials.store === "ssm"
    ) {
      throw new ValidationError(scope, {
        prop: `${prop}.repositoryCredentials`,
        must: "be a whole secret of Secrets Manager",
        got: repositoryCredentials.valueFrom,
        hint: "write Secret.fromSecretsManager(arn)",
      });
    }
  }
}

function validateSource(scope: IConstruct, prop: string, { store, source }: Secret): void {
  validateProp(scope, prop, source, store === "ssm" ? PARAMETER : SECRET);
}

function validateNames(
  scope: IConstruct,
  prop: string,
  { links = [], extraHosts = {}, hostname, dnsServers, dnsSearchDomains }: ContainerProps,
  networkMode: NetworkMode,
): void {
  if (links.length > 0 && networkMode !== "bridge") {
    throw new ValidationError(scope, {
      prop: `${prop}.links`,
      must: `be left out in network mode ${networkMode}`,
      got: links,
      hint: "the containers of the task reach each other on 127.0.0.1",
    });
  }
  for (const [name, value] of Object.entries({ hostname, dnsServers, dnsSearchDomains })) {
    if (value !== undefined && networkMode === "awsvpc") {
      throw new ValidationError(scope, {
        prop: `${prop}.${name}`,
        must: "be left out in network mode awsvpc",
        got: value,
        hint: "the VPC's DNS is used",
      });
    }
  }
  if (Object.keys(extraHosts).length > 0 && networkMode === "awsvpc") {
    throw new ValidationError(scope, {
      prop: `${prop}.extraHosts`,
      must: "be left out in network mode awsvpc",
      got: extraHosts,
      hint: "use a private hosted zone",
    });
  }
  for (const [host, address] of Object.entries(extraHosts)) {
    validateProp(scope, `${prop}.extraHosts`, host, HOST_NAME);
    validateProp(scope, `${prop}.extraHosts.${host}`, address, IP_ADDRESS);
  }
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
const PARAMETER = rules.text(
  /^(arn:aws[\w-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+|\/?[\w.-]+(\/[\w.-]+)*)$/,
  "the name or ARN of a parameter",
  "write it like /prod/orders/db-password",
);
const SECRET = rules.text(
  /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+-[A-Za-z0-9]{6}$/,
  "the whole ARN of a secret, with the six characters that AWS appends",
  "copy it from the Secrets Manager console",
);
const HOST_NAME = rules.text(/^[\w]([\w.-]{0,253}[\w])?$/, "by host names", "write them like db.internal");
const IP_ADDRESS = {
  must: "be an IP address",
  isMet: (address: string) => isIP(address) !== 0,
  hint: "write it like 10.1.0.9",
};
const SHARED_MEMORY = rules.integer(1, 25_165_824, "Docker's default is 64");
const BUFFER = rules.integer(1, 1024, "AWS's default is 10");
