import { launchCompletionStep } from "../../../modules/ecs-instances/boot/launch-completion";
import { group } from "../default-group";
import { policyStatements } from "../../support/policy-statements";
import { Sandbox } from "../../support/sandbox";

const SCRIPT = "/usr/local/lib/ecs-instance/complete-launch";

/** The agent, which has registered at its third answer, the metadata service, and Auto Scaling. */
function answers(autoScaling: string) {
  return {
    curl: `case "$*" in
      *51678/v1/metadata)
        echo >>"$ROOT/asked"
        case "$(wc -l <"$ROOT/asked")" in
          1) exit 7 ;;
          2) printf '{"Cluster":"main","ContainerInstanceArn":null,"Version":"x"}' ;;
          *) printf '{"Cluster":"main","ContainerInstanceArn":"arn:aws:ecs:x","Version":"x"}' ;;
        esac ;;
      *api/token) printf token ;;
      *meta-data/iam/security-credentials/) printf the-role ;;
      *security-credentials/the-role)
        printf '{\\n  "Code" : "Success",\\n  "AccessKeyId" : "ASIA1",\\n  "SecretAccessKey" : "s/e+c=",\\n  "Token" : "t/o+k=="\\n}' ;;
      *meta-data/instance-id) printf i-0123 ;;
      *services/domain) printf amazonaws.com ;;
      *https://autoscaling.*) cat >>"$ROOT/standard-input"; ${autoScaling} ;;
      *) exit 22 ;;
    esac`,
  };
}

const step = launchCompletionStep({
  autoScalingGroupName: "main-default",
  lifecycleHookName: "registered",
  autoScalingGroupArn: "arn:group",
  region: "eu-west-1",
});

function complete(autoScaling: string): Sandbox {
  sandbox = new Sandbox(answers(autoScaling));
  expect(sandbox.run(step.script).status).toBe(0);
  result = sandbox.run(sandbox.read(SCRIPT));
  return sandbox;
}

let sandbox: Sandbox;
let result: { status: number | null; stderr: string };

const DONE =
  "echo '<CompleteLifecycleActionResponse><CompleteLifecycleActionResult/></CompleteLifecycleActionResponse>'";

describe("an instance completes its launch", () => {
  afterEach(() => {
    sandbox.remove();
  });

  test("when the ECS agent has registered, and not before", () => {
    const { calls } = complete(DONE);
    expect(result).toEqual({ status: 0, stderr: "" });
    const order = calls.filter(([name, ...args]) => name === "sleep" || /51678|https:/.test(args.join(" ")));
    expect(order.map(([name, ...args]) => `${name} ${args.at(-1) ?? ""}`)).toEqual([
      "curl http://localhost:51678/v1/metadata",
      "sleep 5",
      "curl http://localhost:51678/v1/metadata",
      "sleep 5",
      "curl http://localhost:51678/v1/metadata",
      "curl https://autoscaling.eu-west-1.amazonaws.com/",
    ]);
  });

  test("by a request that curl signs with the instance's credentials, which are no argument", () => {
    const { calls } = complete(DONE);
    expect(calls.at(-1)).toEqual([
      ...["curl", "--config", "-", "-sS", "--max-time", "30", "--aws-sigv4", "aws:amz:eu-west-1:autoscaling"],
      ...["--data", "Action=CompleteLifecycleAction", "--data", "Version=2011-01-01"],
      ...["--data-urlencode", "AutoScalingGroupName=main-default"],
      ...["--data-urlencode", "LifecycleHookName=registered"],
      ...["--data-urlencode", "InstanceId=i-0123", "--data", "LifecycleActionResult=CONTINUE"],
      "https://autoscaling.eu-west-1.amazonaws.com/",
    ]);
    expect(sandbox.read("/standard-input")).toBe(
      'user = "ASIA1:s/e+c="\nheader = "x-amz-security-token: t/o+k=="\n',
    );
    expect(calls.flat().filter((word) => /ASIA1|s\/e\+c|t\/o\+k/.test(word))).toEqual([]);
  });

  test("at a later attempt when the first is refused, and says why in its log", () => {
    complete(`if [ ! -e "$ROOT/refused" ]; then touch "$ROOT/refused"; echo AccessDenied; else ${DONE}; fi`);
    expect(result).toEqual({ status: 0, stderr: "AccessDenied\n" });
    expect(sandbox.callsOf("sleep").at(-1)).toEqual(["sleep", "10"]);
    expect(sandbox.calls.filter((call) => call.at(-1)?.startsWith("https:"))).toHaveLength(2);
  });

  test("at once where no hook waits for it, as after a second start of the unit", () => {
    complete("echo '<Message>No active Lifecycle Action found with instance ID i-0123</Message>'");
    expect(result).toEqual({ status: 0, stderr: "" });
    expect(sandbox.calls.filter((call) => call.at(-1)?.startsWith("https:"))).toHaveLength(1);
  });
});

describe("the launch hook of a group", () => {
  const hook = {
    name: "ecs-agent-registered",
    lifecycle_transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    default_result: "ABANDON",
  };

  test("holds back the first instances and those of a group that is there already, for an hour", () => {
    const stack = group({});
    const autoScalingGroup = stack.only("aws_autoscaling_group");
    expect(autoScalingGroup.initial_lifecycle_hook).toEqual([{ ...hook, heartbeat_timeout: 3600 }]);
    const resource = stack.only("aws_autoscaling_lifecycle_hook");
    expect(resource).toMatchObject({ ...hook, heartbeat_timeout: 3600 });
    expect(stack.follow(resource.autoscaling_group_name)).toBe(autoScalingGroup);
  });

  test("changes without a new group", () => {
    const stack = group({ launchTimeoutSeconds: 900 });
    expect(stack.only("aws_autoscaling_lifecycle_hook").heartbeat_timeout).toBe(900);
    expect(stack.only("aws_autoscaling_group").lifecycle).toEqual({
      ignore_changes: ["initial_lifecycle_hook"],
    });
  });

  test("can be completed by the instances of this group only, in this region and account", () => {
    const stack = group({});
    const statement = policyStatements(stack.only("aws_iam_role_policy").policy).find(({ Action }) =>
      Action.includes("autoscaling:CompleteLifecycleAction"),
    );
    const account = `\${element(split(':', aws_ecs_cluster.${Object.keys(stack.resources("aws_ecs_cluster")).join()}.arn), 4)}`;
    expect(statement).toEqual({
      Effect: "Allow",
      Action: ["autoscaling:CompleteLifecycleAction"],
      Resource: [
        `arn:aws:autoscaling:eu-west-1:${account}:autoScalingGroup:*:autoScalingGroupName/main-default`,
      ],
    });
  });

  test("is the one that the instances complete", () => {
    const script = Object.values(group({}).json.locals as Record<string, string>).join("\n");
    expect(script).toContain("--data-urlencode LifecycleHookName='ecs-agent-registered'");
    expect(script).toContain("--data-urlencode AutoScalingGroupName='main-default'");
  });
});
