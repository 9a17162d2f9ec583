import { unreachableProps } from "./support/reach";

const KNOWN = "the environment knows it";
const IN_OTHER_WORDS =
  "settings have a prop of this name that takes names, or defaults to what the environment has";
const MADE_BY_OTHERS = "made by other constructs, whose props say it";

const EXISTING =
  "an environment makes its own; programs of teams take what exists, see examples/platform-teams";

/** The constructs and props that no environment can say, and why. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  "ServiceAlarms.service": KNOWN,
  "ServiceAlarms.topic": IN_OTHER_WORDS,
  "Alb.vpc": KNOWN,
  "Alb.name": KNOWN,
  TargetGroup: MADE_BY_OTHERS,
  ComposeProject: "an environment of a Compose file has a stack of its own, see stacks/compose",
  AliasRecord: "made for the names of a balancer's 'domain'",
  "EcrRepository.name": IN_OTHER_WORDS,
  "EcsCluster.name": KNOWN,
  ExistingCluster: EXISTING,
  AlbLookup: EXISTING,
  ExistingAlb: EXISTING,
  ExistingEcrRepository: EXISTING,
  ExistingDatabase: EXISTING,
  ExistingSecurityGroup: EXISTING,
  ExistingPrivateDnsNamespace: EXISTING,
  ExistingSnsTopic: EXISTING,
  OutputsLookup: EXISTING,
  SharedOutputs: "what a platform tells programs of teams",
  "EcsEvents.cluster": KNOWN,
  "EcsEvents.topic": IN_OTHER_WORDS,
  "EcsInstances.cluster": KNOWN,
  "EcsInstances.vpc": KNOWN,
  "EcsInstances.name": KNOWN,
  "EcsTaskRole.namePrefix": KNOWN,
  ...task("DaemonService"),
  ...task("EcsService"),
  "EcsService.loadBalancer": IN_OTHER_WORDS,
  "EcsService.loadBalancer.alb": IN_OTHER_WORDS,
  "EcsService.loadBalancers": IN_OTHER_WORDS,
  ImageVersion: "made for the 'repository' of a service; no version of an environment is latest",
  TaskDefinition: MADE_BY_OTHERS,
  "Elb.vpc": KNOWN,
  "Elb.name": KNOWN,
  IamRole: MADE_BY_OTHERS,
  "LogBucket.namePrefix": KNOWN,
  "DatabaseUsers.database": KNOWN,
  "DatabaseUsers.users": IN_OTHER_WORDS,
  "DatabaseUsers.name": KNOWN,
  "DatabaseUsers.cluster": KNOWN,
  "DatabaseUsers.vpc": KNOWN,
  "Database.cluster": KNOWN,
  "Database.vpc": KNOWN,
  "Database.name": KNOWN,
  StepAlarms: MADE_BY_OTHERS,
  ...task("OneOffTask"),
  ...task("ScheduledTask"),
  "ScheduledTask.topic": IN_OTHER_WORDS,
  SecurityGroup: MADE_BY_OTHERS,
  DiscoverableService: MADE_BY_OTHERS,
  "PrivateDnsNamespace.vpc": KNOWN,
  "SnsTopic.name": KNOWN,
  TopicQueue: MADE_BY_OTHERS,
  StateBucket: "made by the stack of the state",
  "EcsDeployer.cluster": KNOWN,
  "EcsDeployer.services": IN_OTHER_WORDS,
  "EcsDeployer.tasks": IN_OTHER_WORDS,
  "EcsDeployer.repositories": IN_OTHER_WORDS,
  "EcsDeployer.state": KNOWN,
  "FlowLogs.vpc": KNOWN,
  "FlowLogs.name": KNOWN,
  "Vpc.name": KNOWN,
  VpcEndpoints: MADE_BY_OTHERS,
};

function task(construct: string): Record<string, string> {
  return {
    [`${construct}.cluster`]: KNOWN,
    [`${construct}.vpc`]: KNOWN,
    [`${construct}.name`]: IN_OTHER_WORDS,
    [`${construct}.containers`]: IN_OTHER_WORDS,
    [`${construct}.containers.name`]: IN_OTHER_WORDS,
    [`${construct}.containers.image`]: IN_OTHER_WORDS,
  };
}

const unreachable = unreachableProps();

/** Whether a prop, or what it is a part of, is listed. */
function isListed(prop: string, listed: string): boolean {
  return prop === listed || prop.startsWith(`${listed}.`);
}

test("every prop of every construct can be said in the settings of an environment, unless there is a reason", () => {
  const unexplained = unreachable.filter(
    (prop) => !Object.keys(UNREACHABLE).some((listed) => isListed(prop, listed)),
  );

  expect(unexplained).toEqual([]);
});

test("every reason is needed", () => {
  const needless = Object.keys(UNREACHABLE).filter(
    (listed) => !unreachable.some((prop) => isListed(prop, listed)),
  );

  expect(needless).toEqual([]);
});
