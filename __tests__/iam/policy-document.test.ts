import { denyWithoutTls, policyDocument, resourcePolicy } from "../../modules/iam";

describe("a policy document", () => {
  test("renders what a statement says and leaves out what it does not", () => {
    const [trust, permission] = [
      { principals: { Service: "ecs.amazonaws.com" }, actions: ["sts:AssumeRole"] },
      {
        sid: "Logs",
        actions: ["logs:PutLogEvents"],
        resources: ["arn:aws:logs:eu-west-1:1:log-group:a:*"],
        conditions: { StringEquals: { "aws:SourceAccount": "1" } },
      },
    ];
    expect(JSON.parse(policyDocument([trust, permission]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: ["sts:AssumeRole"] },
        {
          Sid: "Logs",
          Effect: "Allow",
          Action: ["logs:PutLogEvents"],
          Resource: ["arn:aws:logs:eu-west-1:1:log-group:a:*"],
          Condition: { StringEquals: { "aws:SourceAccount": "1" } },
        },
      ],
    });
  });

  test("may deny actions by wildcard", () => {
    const text = policyDocument([{ effect: "Deny", principals: "*", actions: ["s3:*"], resources: ["*"] }]);
    expect(JSON.parse(text)).toMatchObject({ Statement: [{ Effect: "Deny", Action: ["s3:*"] }] });
  });

  test("of a resource has an identifier, and so has each of its statements", () => {
    const refusePlainText = denyWithoutTls(["sns:Publish"], ["arn:aws:sns:eu-west-1:1:alerts"]);
    expect(JSON.parse(resourcePolicy("alerts", [refusePlainText]))).toEqual({
      Version: "2012-10-17",
      Id: "alerts",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: ["sns:Publish"],
          Resource: ["arn:aws:sns:eu-west-1:1:alerts"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });
});
