import { leftoverLines } from "../../../tools/recovery/leftover-text";

test("a group that was left with rules that AWS gave it is told with what taking over does", () => {
  const address = "aws_security_group.own";
  const group = { address, type: "aws_security_group", begun: 0, importId: "sg-1", resolvedId: "sg-1" };
  const describe = () => "group (aws_security_group)";

  expect(
    leftoverLines([{ ...group, defaultRules: { ingress: ["sgr-1"], egress: ["sgr-2"] } }, group], {
      describe,
    }),
  ).toEqual([
    "  group (aws_security_group): sg-1, with the rules that AWS gives such a group (sgr-1, sgr-2): taking over revokes them",
    "  group (aws_security_group): sg-1",
  ]);
});
