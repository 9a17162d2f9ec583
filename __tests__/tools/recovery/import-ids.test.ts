import { chosenImportId, importsByItsId } from "../../../tools/recovery/import-ids";
import { referencesIn, resolveReferences } from "../../../tools/recovery/references";

describe("the id to import a resource by", () => {
  test.each([
    ["aws_autoscaling_group", { name: "acc" }, "acc"],
    [
      "aws_iam_role_policy",
      { role: "${aws_iam_role.a.name}", name: "inline" },
      "${aws_iam_role.a.name}:inline",
    ],
    [
      "aws_ecs_service",
      { cluster: "${aws_ecs_cluster.c.arn}", name: "app" },
      "${aws_ecs_cluster.c.name}/app",
    ],
    ["aws_ecs_service", { cluster: "arn:aws:ecs:eu-west-1:1:cluster/acc", name: "app" }, "acc/app"],
    ["aws_scheduler_schedule", { name: "nightly" }, "default/nightly"],
  ])("of %s with %j is %s", (type, block, id) => {
    expect(chosenImportId(type, block)).toBe(id);
  });

  test("does not follow from a prefix of its name, nor for what AWS numbers", () => {
    expect(chosenImportId("aws_autoscaling_group", { name_prefix: "acc-" })).toBeUndefined();
    expect(chosenImportId("aws_vpc", { cidr_block: "10.0.0.0/16" })).toBeUndefined();
  });

  test("is Terraform's own, but for types that are imported by something else", () => {
    expect(importsByItsId("aws_vpc")).toBe(true);
    expect(importsByItsId("aws_ecs_task_definition")).toBe(false);
  });
});

describe("references between resources", () => {
  const valueOf = (address: string, attribute: string) =>
    address === "aws_vpc.vpc_1A-a" && attribute === "id" ? "vpc-1" : undefined;

  test("are replaced where their value is known", () => {
    const block = {
      vpc: "${aws_vpc.vpc_1A-a.id}",
      others: ["x-${aws_vpc.vpc_1A-a.id}", "${aws_vpc.b.id}"],
      port: 80,
    };

    expect(resolveReferences(block, valueOf)).toEqual({
      vpc: "vpc-1",
      others: ["x-vpc-1", "${aws_vpc.b.id}"],
      port: 80,
    });
  });

  test("are found in a text", () => {
    expect(referencesIn("${aws_subnet.a.id}/${aws_route_table.b.id}")).toEqual([
      "aws_subnet.a",
      "aws_route_table.b",
    ]);
  });
});
