import { DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { clientConfig } from "../../tools/aws/aws-client";
import type { FaultPlan } from "../../tools/soak/fault-proxy";
import { takeInventory } from "../../tools/soak/inventory";
import { begin, type World } from "../../tools/soak/life";
import { inWorld } from "../../tools/soak/lives";
import type { Workspace } from "../../tools/soak/workspace";
import { describeE2e } from "../e2e/support/describe-e2e";

const MINUTES = 60_000;
const program = "__tests__/e2e/programs/network-and-task.ts";
const DEPLOY = "deploy --auto-approve";

/** Kills Terraform when AWS has made a security group, and before Terraform knows of it. */
function killAtGroup(workspace: Workspace): FaultPlan {
  return {
    onMutation: (_, { operation }) => {
      if (operation === "CreateSecurityGroup") {
        workspace.killTerraform();
      }
    },
  };
}

/** Egress rules of the groups that the program makes: it describes none. */
async function egressRules({ endpoint }: World): Promise<unknown[]> {
  const client = new EC2Client(clientConfig("eu-west-1", { endpoint }));
  const Filters = [{ Name: "group-name", Values: ["small-*"] }];
  const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({ Filters }));
  return SecurityGroups.flatMap(({ IpPermissionsEgress = [] }) => IpPermissionsEgress);
}

/** Deploys with a fault, and returns how that ended. */
async function deployWith(fault: FaultPlan, { proxy }: World, workspace: Workspace) {
  proxy.use(fault);
  const outcome = await workspace.run(DEPLOY);
  proxy.use({});
  return outcome;
}

describeE2e("what a run has left on the local AWS", () => {
  test(
    "is deleted by 'recover --delete', after which nothing is left that a destroy does not find",
    () =>
      inWorld({ program }, async (world) => {
        const workspace = await begin(world);
        try {
          const empty = await takeInventory(world.endpoint);
          const killed = await deployWith(killAtGroup(workspace), world, workspace);
          await workspace.run("unlock --auto-approve");
          const refused = await workspace.run(DEPLOY);
          const recovered = await workspace.run("recover --delete --auto-approve --json");
          const { deleted } = JSON.parse(recovered.stdout) as { deleted: { address: string }[] };
          const destroyed = await workspace.run("destroy --auto-approve");

          expect([killed.code, refused.code]).toEqual([1, 1]);
          expect(refused.stderr).toContain(
            "A run that did not end well has made what the state of 'small' does not know:",
          );
          expect(deleted.map(({ address }) => address)).toContain("aws_security_group.group");
          expect(destroyed).toMatchObject({ code: 0, stderr: "" });
          expect(await takeInventory(world.endpoint)).toEqual(empty);
        } finally {
          workspace.remove();
        }
      }),
    10 * MINUTES,
  );

  test(
    "is taken over by 'recover' without the rule to everywhere that AWS gives a new security group",
    () =>
      inWorld({ program }, async (world) => {
        const workspace = await begin(world);
        try {
          await deployWith(killAtGroup(workspace), world, workspace);
          await workspace.run("unlock --auto-approve");
          const before = await egressRules(world);
          const recovered = await workspace.run("recover --auto-approve");

          expect(before).toHaveLength(1);
          expect(recovered.stdout).toMatch(
            /^ {2}group \(aws_security_group\): sg-\w+, with the rules that AWS gives such a group \(sgr-\w+\): taking over revokes them$/m,
          );
          expect(await egressRules(world)).toEqual([]);
          expect(await workspace.run(DEPLOY)).toMatchObject({ code: 0, stderr: "" });
        } finally {
          workspace.remove();
        }
      }),
    10 * MINUTES,
  );

  test(
    "as a state that could not be saved is saved by 'recover', and the next deployment changes nothing",
    () =>
      inWorld({ program }, async (world) => {
        const workspace = await begin(world);
        try {
          let made = 0;
          // The lock is written before anything is made, and the state after.
          const failed = await deployWith(
            {
              onMutation: (n) => (made = n),
              choose: ({ service, operation }) =>
                service === "s3" && operation === "PUT" && made > 0 ? "expired-token" : undefined,
            },
            world,
            workspace,
          );
          await workspace.run("unlock --auto-approve");
          const refused = await workspace.run(DEPLOY);
          const recovered = await workspace.run("recover --auto-approve --json");
          const plan = await workspace.run("plan --json");

          expect(failed.code).toBe(1);
          expect(refused).toMatchObject({
            code: 1,
            stderr: expect.stringContaining(
              "The last run could not save the state of 'small', and has kept it on this machine: save it first with 'npm run recover -- --local",
            ) as string,
          });
          expect(recovered.code).toBe(0);
          expect(JSON.parse(recovered.stdout)).toMatchObject({ savedState: true, takenOver: [], left: [] });
          expect(JSON.parse(plan.stdout)).toMatchObject({ add: 0, change: 0, destroy: 0 });
        } finally {
          workspace.remove();
        }
      }),
    10 * MINUTES,
  );
});
