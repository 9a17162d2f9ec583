import { leftoverLines } from "../../../tools/recovery/leftover-text";

test("a group that was left with its rule to everywhere is told with what taking over does", () => {
  const address = "aws_security_group.own";
  const group = { address, type: "aws_security_group", begun: 0, importId: "sg-1", resolvedId: "sg-1" };
  const describe = () => "group (aws_security_group)";

  expect(leftoverLines([{ ...group, defaultEgress: ["sgr-1"] }, group], { describe })).toEqual([
    "  group (aws_security_group): sg-1, with the rule to everywhere that AWS gives a new group (sgr-1): taking over revokes it",
    "  group (aws_security_group): sg-1",
  ]);
});
