import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import { clientConfig } from "./aws-clients";

/** Makes a VPC that an example finds, with a subnet in each of two zones. @param network the first two numbers of its /16 */
export async function somebodysVpc(region: string, network: string) {
  const client = new EC2Client({ ...clientConfig(), region });
  const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: `${network}.0.0/16` }));
  const vpcId = Vpc?.VpcId ?? "";
  const subnetIds: string[] = [];
  for (const [index, zone] of ["a", "b"].entries()) {
    const { Subnet } = await client.send(
      new CreateSubnetCommand({
        VpcId: vpcId,
        CidrBlock: `${network}.${50 + index}.0/24`,
        AvailabilityZone: `${region}${zone}`,
      }),
    );
    subnetIds.push(Subnet?.SubnetId ?? "");
  }
  return { vpcId, subnetIds };
}
