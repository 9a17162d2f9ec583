import { hasName, isMadeSince, type Lookups, present, textOf, type Wanted } from "./lookup";

/** Roles and instance profiles have names that the provider completes: they are found by their beginnings and tags. */
export const IAM_LOOKUPS: Lookups = {
  aws_iam_role: async (wanted, config) => {
    const { IAMClient, ListRoleTagsCommand, paginateListRoles } = await import("@aws-sdk/client-iam");
    const client = new IAMClient(config);
    const names: (string | undefined)[] = [];
    for await (const { Roles } of paginateListRoles({ client }, pathOf(wanted))) {
      for (const { RoleName, CreateDate } of Roles ?? []) {
        if (hasName(wanted, RoleName) && isMadeSince(wanted, CreateDate)) {
          const { Tags } = await client.send(new ListRoleTagsCommand({ RoleName }));
          names.push(...(hasTags(wanted, Tags) ? [RoleName] : []));
        }
      }
    }
    return present(names);
  },
  aws_iam_instance_profile: async (wanted, config) => {
    const { IAMClient, paginateListInstanceProfiles } = await import("@aws-sdk/client-iam");
    const names: (string | undefined)[] = [];
    for await (const page of paginateListInstanceProfiles(
      { client: new IAMClient(config) },
      pathOf(wanted),
    )) {
      names.push(
        ...(page.InstanceProfiles ?? [])
          .filter(
            ({ InstanceProfileName, CreateDate }) =>
              hasName(wanted, InstanceProfileName) && isMadeSince(wanted, CreateDate),
          )
          .map(({ InstanceProfileName }) => InstanceProfileName),
      );
    }
    return present(names);
  },
};

function pathOf({ block }: Wanted): { PathPrefix: string } {
  return { PathPrefix: textOf(block.path) ?? "/" };
}

function hasTags({ tags }: Wanted, found: readonly { Key?: string; Value?: string }[] = []): boolean {
  return Object.entries(tags).every(([key, value]) =>
    found.some(({ Key, Value }) => Key === key && Value === value),
  );
}
