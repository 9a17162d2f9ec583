/** Two kinds of resources of which the first fails if the second is not there yet. */
export interface Requirement {
  /** Type of the resource that waits, and what else it must be. */
  readonly dependent: string;
  readonly where?: Readonly<Record<string, unknown>>;
  /** Types of the resources that it waits for, and what else they must be, if they are for the same thing: */
  readonly needs: readonly string[];
  readonly neededWhere?: Readonly<Record<string, unknown>>;
  /**
   * type of the resource that the dependent needs, at least indirectly, and that those it waits for name.
   * @default any of the stack: they name one another by text
   */
  readonly sharing?: string;
  /** What happens otherwise: AWS's error where there is one. */
  readonly otherwise: string;
  readonly source: string;
}

const ROLE_PERMISSIONS = ["aws_iam_role_policy", "aws_iam_role_policy_attachment"];
const GATEWAY_ATTACHMENT =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html";

/** What must be there before what, though no attribute of the dependent names it. */
export const requirements: readonly Requirement[] = [
  ...["aws_lb", "aws_elb"].map((dependent) => ({
    dependent,
    where: { internal: false },
    needs: ["aws_internet_gateway"],
    sharing: "aws_vpc",
    otherwise: "InvalidSubnet: VPC has no internet gateway",
    source: "https://github.com/hashicorp/terraform-provider-aws/pull/4587",
  })),
  {
    dependent: "aws_nat_gateway",
    needs: ["aws_internet_gateway"],
    sharing: "aws_vpc",
    otherwise: "Gateway.NotAttached: Network has no Internet gateway attached",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html",
  },
  {
    dependent: "aws_autoscaling_group",
    needs: ["aws_route_table_association"],
    sharing: "aws_subnet",
    otherwise: "an instance boots without its route to the internet",
    source: GATEWAY_ATTACHMENT,
  },
  {
    dependent: "aws_autoscaling_group",
    needs: ["aws_route"],
    sharing: "aws_route_table",
    otherwise: "an instance boots without its route to the internet",
    source: GATEWAY_ATTACHMENT,
  },
  {
    dependent: "aws_autoscaling_group",
    needs: ["aws_vpc_endpoint"],
    sharing: "aws_vpc",
    otherwise: "an instance boots without a way to ECS, or to the layers of its images",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html",
  },
  {
    dependent: "aws_autoscaling_group",
    needs: ["aws_vpc_security_group_egress_rule"],
    neededWhere: { cidr_ipv4: "0.0.0.0/0" },
    sharing: "aws_security_group",
    otherwise: "an instance boots and may not connect to anything",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  },
  {
    dependent: "aws_autoscaling_group",
    needs: ["aws_ecs_cluster"],
    otherwise: "the agent registers with a cluster that is not there",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterContainerInstance.html",
  },
  {
    dependent: "aws_ecs_cluster_capacity_providers",
    needs: ["aws_ecs_cluster"],
    otherwise: "ClusterNotFoundException: Cluster not found",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html",
  },
  {
    dependent: "aws_autoscaling_group",
    needs: ROLE_PERMISSIONS,
    sharing: "aws_iam_role",
    otherwise: "an instance boots without permissions, and the boot fails",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html",
  },
  {
    dependent: "aws_ecs_service",
    needs: ["aws_lb_listener", "aws_lb_listener_rule"],
    sharing: "aws_lb_target_group",
    otherwise: "InvalidParameterException: The target group does not have an associated load balancer",
    source: "https://github.com/aws/aws-cdk/issues/1160",
  },
  ...["aws_ecs_service", "aws_scheduler_schedule"].map((dependent) => ({
    dependent,
    needs: ["aws_ecs_cluster_capacity_providers"],
    sharing: "aws_ecs_cluster",
    otherwise: "InvalidParameterException: a capacity provider that is not associated with the cluster",
    source: "https://github.com/aws/containers-roadmap/issues/631",
  })),
  ...["aws_ecs_service", "aws_scheduler_schedule"].map((dependent) => ({
    dependent,
    needs: ROLE_PERMISSIONS,
    sharing: "aws_iam_role",
    otherwise: "a task starts without permissions; one that loses them first leaves its service DRAINING",
    source: "https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/ecs_service",
  })),
  ...["aws_lb", "aws_elb"].map((dependent) => ({
    dependent,
    needs: ["aws_s3_bucket_policy"],
    sharing: "aws_s3_bucket",
    otherwise: "InvalidConfigurationRequest: Access Denied for bucket",
    source: "https://github.com/aws/copilot-cli/pull/4169",
  })),
  ...[
    ["aws_s3_bucket_public_access_block", "aws_s3_bucket_ownership_controls"] as const,
    ["aws_s3_bucket_policy", "aws_s3_bucket_public_access_block"] as const,
  ].map(([dependent, earlier]) => ({
    dependent,
    needs: [earlier],
    sharing: "aws_s3_bucket",
    otherwise: "OperationAborted: A conflicting conditional operation is currently in progress",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/7628",
  })),
  {
    dependent: "aws_lb_listener",
    needs: ["aws_acm_certificate_validation"],
    sharing: "aws_acm_certificate",
    otherwise: "UnsupportedCertificate: a certificate that is not issued yet",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/41789",
  },
  {
    dependent: "aws_acm_certificate_validation",
    needs: ["aws_route53_record"],
    sharing: "aws_acm_certificate",
    otherwise: "ACM waits for records that wait for it",
    source: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  },
  ...["aws_appautoscaling_policy", "aws_appautoscaling_scheduled_action"].map((dependent) => ({
    dependent,
    needs: ["aws_appautoscaling_target"],
    sharing: "aws_ecs_service",
    otherwise: "ObjectNotFoundException: No scalable target registered",
    source: "https://github.com/cloudposse/terraform-aws-ecs-cloudwatch-autoscaling/pull/36",
  })),
  {
    dependent: "aws_s3_bucket_lifecycle_configuration",
    needs: ["aws_s3_bucket_versioning"],
    sharing: "aws_s3_bucket",
    otherwise: "old versions are expired in a bucket that keeps none",
    source:
      "https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/s3_bucket_lifecycle_configuration",
  },
  {
    dependent: "aws_flow_log",
    needs: ROLE_PERMISSIONS,
    sharing: "aws_iam_role",
    otherwise: "Access error: the flow log delivers nothing",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html",
  },
];
