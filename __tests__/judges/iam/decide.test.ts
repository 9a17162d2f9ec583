import { decide, type Principal } from "./decide";
import type { Statement } from "./policies";

const topic = "arn:aws:sns:eu-west-1:111122223333:alerts";
const role = "arn:aws:iam::111122223333:role/publisher";
const publish: Statement = { effect: "Allow", actions: ["sns:Publish"], resources: [topic], conditions: {} };
const withoutTls: Statement = {
  ...publish,
  effect: "Deny",
  principals: "*",
  conditions: { Bool: { "aws:SecureTransport": ["false"] } },
};

function decision(
  identity: readonly Statement[],
  resource: readonly Statement[],
  principal: Principal = { AWS: role },
  tls = "true",
) {
  const request = {
    principal,
    action: "sns:Publish",
    resource: topic,
    context: { "aws:SecureTransport": tls },
  };
  return decide(request, { identity, resource });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
describe("a request", () => {
  test("is allowed by its maker's policy or by the resource's", () => {
    expect(decision([publish], [])).toBe("allowed");
    expect(decision([], [{ ...publish, principals: { AWS: [role] } }])).toBe("allowed");
    expect(decision([], [{ ...publish, principals: { AWS: ["*"] } }])).toBe("allowed");
  });

  test("is allowed by nothing that is about another action, resource or principal", () => {
    expect(decision([{ ...publish, actions: ["sns:Subscribe"] }], [])).toBe("allowed by no statement");
    expect(decision([{ ...publish, resources: [`${topic}-2`] }], [])).toBe("allowed by no statement");
    expect(decision([], [{ ...publish, principals: { Service: ["sns.amazonaws.com"] } }])).toBe(
      "allowed by no statement",
    );
    expect(decision([], [publish])).toBe("allowed by no statement");
  });

  test("is not allowed by a statement for the whole account, which leaves it to its identity policies", () => {
    const root = { ...publish, principals: { AWS: ["arn:aws:iam::111122223333:root"] } };
    expect(decision([], [root])).toBe("allowed by no statement");
  });

  test("is denied by a statement, whatever else allows it", () => {
    expect(decision([publish], [withoutTls], { AWS: role }, "false")).toBe("denied by a statement");
    expect(decision([publish], [withoutTls])).toBe("allowed");
  });

  test("of a service is about what the resource's policy says of that service", () => {
    const events = { Service: "events.amazonaws.com" };
    const allowed = { ...publish, principals: { Service: ["events.amazonaws.com"] } };
    expect(decision([], [allowed], events)).toBe("allowed");
    expect(decision([], [allowed], { Service: "cloudwatch.amazonaws.com" })).toBe("allowed by no statement");
  });

  test("is compared without regard to capitals in its action", () => {
    expect(decision([{ ...publish, actions: ["SNS:publish"] }], [])).toBe("allowed");
  });
});
