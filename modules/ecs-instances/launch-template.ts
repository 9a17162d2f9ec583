import { LaunchTemplate as AwsLaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { escapeTemplate } from "../core";
import type { SecurityGroup } from "../security-group";

export interface LaunchTemplateProps {
  readonly namePrefix: string;
  readonly image: string;
  readonly instanceType: string;
  readonly instanceProfileArn: string;
  readonly securityGroup: SecurityGroup;
  readonly rootVolumeGiB: number;
  /** @default the account's key for EBS */
  readonly volumeKmsKeyArn?: string;
  /** Of the answers of the instance metadata service. */
  readonly hopLimit: number;
  /** @default none */
  readonly keyName?: string;
  /** Script for the first boot. */
  readonly userData: string;
  /** Of instances and volumes. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * How the instances of a group are launched.
 *
 * Makes `aws_launch_template`: IMDSv2 and an encrypted gp3 root volume.
 */
export class LaunchTemplate extends Construct {
  readonly templateId: string;
  /** A number and not `$Latest`: with that, no instance refresh would start. */
  readonly version: string;

  constructor(scope: Construct, id: string, props: LaunchTemplateProps) {
    super(scope, id);
    const tags = { ...props.tags };
    // A local value, so that the script can be read in the synthesized JSON.
    const script = new TerraformLocal(this, "user-data", escapeTemplate(props.userData));
    const template = new AwsLaunchTemplate(this, "template", {
      namePrefix: `${props.namePrefix}-`,
      imageId: props.image,
      instanceType: props.instanceType,
      keyName: props.keyName,
      updateDefaultVersion: true,
      iamInstanceProfile: { arn: props.instanceProfileArn },
      vpcSecurityGroupIds: [props.securityGroup.securityGroupId],
      userData: Fn.base64encode(script.asString),
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: props.hopLimit,
      },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: props.rootVolumeGiB,
            encrypted: "true",
            kmsKeyId: props.volumeKmsKeyArn,
            deleteOnTermination: "true",
          },
        },
      ],
      // Default tags of the provider reach the template, but not what is launched from it.
      tagSpecifications: [
        { resourceType: "instance", tags },
        { resourceType: "volume", tags },
      ],
      lifecycle: { createBeforeDestroy: true },
    });
    this.templateId = template.id;
    this.version = Fn.tostring(template.latestVersion);
  }
}
