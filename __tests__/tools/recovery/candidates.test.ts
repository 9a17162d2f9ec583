import { join } from "node:path";

import { clientConfig } from "../../../tools/aws/aws-client";
import { findCandidates } from "../../../tools/recovery/candidates";
import type { LostResource } from "../../../tools/recovery/lost-resources";
import { StackBlocks } from "../../../tools/recovery/stack-blocks";
import { startFakeAws } from "../support/fake-aws";
import { temporaryFolder, writeFile } from "../support/folders";

const resource = {
  aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } },
  aws_security_group: { group: { vpc_id: "${aws_vpc.vpc.id}" } },
  aws_ecs_cluster: { c: { name: "acc" } },
  aws_ecs_service: {
    app: { name: "app", cluster: "${aws_ecs_cluster.c.arn}", lifecycle: { postcondition: [] } },
  },
  aws_kms_key: { key: {} },
  aws_autoscaling_notification: { n: {} },
};

function blocks(): StackBlocks {
  const folder = temporaryFolder();
  const provider = { aws: [{ region: "eu-west-1", default_tags: [{ tags: { Environment: "acc" } }] }] };
  writeFile(join(folder, "cdk.tf.json"), JSON.stringify({ provider, resource }));
  return StackBlocks.of(folder);
}

function lost(address: string, id?: string): LostResource {
  return { address, type: address.split(".")[0] ?? "", begun: 0, id };
}

/** Nobody listens there: what is tested asks AWS nothing. */
const NOWHERE = clientConfig("eu-west-1", { endpoint: "http://127.0.0.1:1" });
const EMPTY = { lineage: "a", resources: [] };

async function find(...resources: readonly LostResource[]) {
  const { found, unsearchable } = await findCandidates(resources, EMPTY, blocks(), NOWHERE);
  return {
    found: found.map(({ address, importId, resolvedId }) => [address, importId, resolvedId]),
    unsearchable: unsearchable.map(({ address }) => address),
  };
}

describe("a resource that may have been made is looked for", () => {
  test("by the id that Terraform said", async () => {
    expect(await find(lost("aws_kms_key.key", "k-1"))).toEqual({
      found: [["aws_kms_key.key", "k-1", "k-1"]],
      unsearchable: [],
    });
  });

  test("after what it refers to, in whatever order they were begun", async () => {
    const { found } = await find(lost("aws_ecs_service.app"), lost("aws_ecs_cluster.c"));

    expect(found.map(([address]) => address)).toEqual(["aws_ecs_cluster.c", "aws_ecs_service.app"]);
  });

  test("by the id that follows from its arguments, in which Terraform resolves references", async () => {
    expect(await find(lost("aws_ecs_cluster.c"), lost("aws_ecs_service.app"))).toEqual({
      found: [
        ["aws_ecs_cluster.c", "acc", "acc"],
        ["aws_ecs_service.app", "${aws_ecs_cluster.c.name}/app", "acc/app"],
      ],
      unsearchable: [],
    });
  });
});

describe("a resource that may have been made is not looked for", () => {
  test("if what it refers to is not there either", async () => {
    expect(await find(lost("aws_ecs_service.app"))).toEqual({ found: [], unsearchable: [] });
  });

  test("if what it refers to was looked for in vain, of which AWS is not asked", async () => {
    const aws = await startFakeAws(() => ({ ec2Xml: "<vpcSet/>" }));
    const found = await findCandidates(
      [lost("aws_vpc.vpc"), lost("aws_security_group.group")],
      EMPTY,
      blocks(),
      clientConfig("eu-west-1", aws),
    );
    await aws.close();

    expect(found).toEqual({ found: [], unsearchable: [] });
    expect(aws.calls.map(({ operation }) => operation)).toEqual(["DescribeVpcs"]);
  });

  test("if nobody knows how, or its stack describes it no more: that is said", async () => {
    expect(await find(lost("aws_kms_key.key"), lost("aws_vpc.gone"))).toEqual({
      found: [],
      unsearchable: ["aws_kms_key.key", "aws_vpc.gone"],
    });
  });

  test("if it is only set once more", async () => {
    expect(await find(lost("aws_autoscaling_notification.n"))).toEqual({ found: [], unsearchable: [] });
  });
});

test("the stack that takes resources over changes none, and has no conditions", () => {
  const json = blocks().withLifecycle(() => ({ ignore_changes: "all" })) as { resource: typeof resource };

  expect(json.resource.aws_ecs_service.app).toEqual({
    name: "app",
    cluster: "${aws_ecs_cluster.c.arn}",
    lifecycle: { ignore_changes: "all" },
  });
});
