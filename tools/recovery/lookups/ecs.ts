import { nameOf } from "../../aws/arn";
import { revisionOf } from "../../aws/task-definitions";
import { isMadeSince, type Lookups, textOf } from "./lookup";

export const ECS_LOOKUPS: Lookups = {
  /** The newest revision of the family, if it was registered since. */
  aws_ecs_task_definition: async (wanted, config) => {
    const familyPrefix = textOf(wanted.block.family);
    const { DescribeTaskDefinitionCommand, ECSClient, ListTaskDefinitionsCommand } =
      await import("@aws-sdk/client-ecs");
    const client = new ECSClient(config);
    const { taskDefinitionArns = [] } = await client.send(
      new ListTaskDefinitionsCommand({ familyPrefix, status: "ACTIVE", sort: "DESC" }),
    );
    // The prefix is that of the family, which is followed by a revision.
    const [newest] = taskDefinitionArns
      .filter((arn) => nameOf(arn).split(":")[0] === familyPrefix)
      .sort((one, other) => revisionOf(other) - revisionOf(one));
    if (newest === undefined) {
      return [];
    }
    const { taskDefinition } = await client.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: newest }),
    );
    return isMadeSince(wanted, taskDefinition?.registeredAt) ? [newest] : [];
  },
};
