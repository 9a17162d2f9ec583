import type { Environment, ServiceSettings } from "../../../settings";
import { acc } from "../../support/environments";
import { type Block, parseJsonTemplate } from "../../support/synth";
import { synthesizeEnvironment } from "../../support/synthesize-environment";

const service: ServiceSettings = {
  repository: "example/web",
  containers: [{ memoryMiB: 64, portMappings: [{ containerPort: 3000 }] }],
};

/** What lets alarms publish to the topic `alerts`. */
function alarmStatements(settings: Partial<Environment>): Block[] {
  const { policy } = synthesizeEnvironment({ ...acc, ...settings }).only("aws_sns_topic_policy");
  const { Statement } = parseJsonTemplate(policy) as { Statement: Block[] };
  return Statement.filter(({ Sid }) => Sid === "PublishAlarms");
}

describe("the topic of an environment", () => {
  test("has a policy that does not grow with the services, whose alarms may all publish", () => {
    const one = alarmStatements({ services: { web: service } });

    expect(one).toMatchObject([
      {
        Condition: {
          ArnLike: { "aws:SourceArn": expect.stringMatching(/^arn:aws:cloudwatch:.*:alarm:\*$/) as string },
        },
      },
    ]);
    expect(alarmStatements({ services: { web: service, api: service } })).toEqual(one);
  });

  test("names the alarms one by one if it is told to", () => {
    const [statement] = alarmStatements({
      services: { web: { ...service, alarms: { cpuPercent: 80 } } },
      topics: { alerts: { accountPublishers: [] } },
    });
    const { ArnEquals } = statement?.Condition as { ArnEquals: Record<string, string[]> };

    expect(
      ArnEquals["aws:SourceArn"]?.every((arn) => arn.includes("aws_cloudwatch_metric_alarm.web-alarms_")),
    ).toBe(true);
  });
});
