import { describeE2e, localAws } from "../e2e/support/describe-e2e";
import { Example } from "../e2e/support/example";
import { testDestroy, testSecondPlan } from "../e2e/support/example-life";

const MINUTES = 60_000;

describeE2e("an environment with all kinds of settings, on local AWS", () => {
  const example = new Example("__tests__/e2e/programs/shop.ts");

  beforeAll(async () => {
    await example.apply({ zoneId: await createZone("example.com") });
  }, 12 * MINUTES);

  afterAll(() => example.remove());

  test("has both services behind HTTPS, by host and by path, where the name of the environment leads", () => {
    const { state } = example;
    const conditions = state.list("aws_lb_listener_rule").map(({ priority, condition }) => ({
      priority,
      condition,
    }));

    expect(state.all("aws_lb_listener", "protocol")).toEqual(["HTTP", "HTTPS"]);
    expect(conditions).toEqual(
      expect.arrayContaining([
        { priority: 100, condition: [expect.objectContaining({ path_pattern: [{ values: ["/api/*"] }] })] },
        {
          priority: 200,
          condition: [
            expect.objectContaining({
              host_header: [expect.objectContaining({ values: ["shop.example.com"] })],
            }),
          ],
        },
      ]),
    );
    expect(state.outputs).toMatchObject({
      web_frontend_url: "https://shop.example.com",
      api_frontend_url: "https://shop.example.com",
    });
  });

  test("gives the migration the credentials of the database, which nobody but AWS knows", () => {
    const { state } = example;
    const { container_definitions } = state.only("aws_ecs_task_definition", { family: "shop-migrate" });
    const [container] = JSON.parse(String(container_definitions)) as [{ secrets: { name: string }[] }];

    expect(container.secrets.map(({ name }) => name)).toEqual(["DB_PWD", "DB_USER"]);
  });

  test("has a group of Spot and one of ARM instances, scaling by requests, and alarms of both services", () => {
    const { state } = example;

    expect(state.all("aws_autoscaling_group", "name")).toEqual(["shop-arm", "shop-default", "shop-spot"]);
    expect(state.all("aws_appautoscaling_policy", "name")).toEqual(["shop-web-requests"]);
    expect(state.all("aws_cloudwatch_metric_alarm", "alarm_name")).toEqual(
      expect.arrayContaining(["shop-web-errors", "shop-api-errors"]),
    );
  });

  testSecondPlan(example);

  test("a new version of web, which has a sidecar of its own version, changes its task definition and its service only", async () => {
    await expect(example.planVersion("web_version", "v2")).resolves.toEqual([
      "aws_ecs_service update",
      "aws_ecs_task_definition replace",
    ]);
  });

  testDestroy(example);
});

/** Makes a hosted zone of Route 53, and returns its id. */
async function createZone(name: string): Promise<string> {
  const response = await fetch(`${localAws().AWS_ENDPOINT_URL ?? ""}/2013-04-01/hostedzone`, {
    method: "POST",
    headers: { authorization: AUTHORIZATION },
    body:
      '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
      `<Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`,
  });
  const [, id] = /<Id>\/hostedzone\/(\w+)<\/Id>/.exec(await response.text()) ?? [];
  if (id === undefined) {
    throw new Error(`Route 53 has made no zone: ${response.status}`);
  }
  return id;
}

/** The emulator looks at the service only. */
const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=local/20270101/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0";
