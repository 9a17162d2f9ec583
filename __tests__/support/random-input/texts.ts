import fc from "fast-check";

/** Values of a setting, which are mostly right by themselves, by how its path ends. */
type Texts = readonly (readonly [RegExp, fc.Arbitrary<string>])[];

const ACCOUNT = "123456789012";
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const any = (...values: readonly string[]) => fc.constantFrom(...values);

/** Names of what the environments have, and of what they have not. */
const names = (...known: readonly string[]) =>
  fc.oneof({ weight: 9, arbitrary: any(...known) }, { weight: 1, arbitrary: any("nobody") });

/** A range of IPv4, mostly one that is written as its network. */
const cidr = fc
  .tuple(fc.constantFrom(8, 16, 20, 22, 24, 26, 28, 32), fc.nat(255), fc.nat(255), fc.nat(9))
  .map(([bits, second, third, sloppy]) => {
    const address = ((10 << 24) | (second << 16) | (third << 8)) >>> 0;
    const network = sloppy === 0 ? address : (address >>> (32 - bits)) * 2 ** (32 - bits);
    return `${[24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join(".")}/${bits}`;
  });

const image = any(
  "redis:7.4",
  "public.ecr.aws/docker/library/nginx:1.29",
  "example/app:v1",
  "example/app:latest",
  "example/app",
);
const word = any("one", "two", "some-name", "a", "x_y", "Name1");
const path = any("/", "/data", "/var/run/app.sock", "data");
const cron = any("cron(0 3 * * ? *)", "rate(5 minutes)", "0 8 * * 1-5", "cron(99 3 * * ? *)", "@daily");

/** The first that matches counts. */
export const TEXTS: Texts = [
  [/^region$/, any("eu-west-1", "us-east-1", "mars-1")],
  [/[zZ]ones\[\]$/, any("eu-west-1a", "eu-west-1b", "eu-west-1c", "us-east-1a")],
  [/(cidrBlock|[cC]idrs\[\])$/, cidr],
  [
    /(\.kms|KmsKey|kmsKey)\w*Arn$|kmsKeyArn$/,
    any(arn("kms", "key/01234567-89ab-cdef-0123-456789abcdef"), "alias/mine"),
  ],
  [/parameterArn$/, any(arn("ssm", "parameter/shop/key"))],
  [/(secretArn|repositoryCredentials)$/, any(arn("secretsmanager", "secret:shop/key-AbCdEf"))],
  [/certificateArn$/, any(arn("acm", "certificate/01234567-89ab-cdef-0123-456789abcdef"))],
  [/webAclArn$/, any(arn("wafv2", "regional/webacl/shop/01234567-89ab-cdef-0123-456789abcdef"))],
  [/(queueArns\[\]|QueueArn)$/, any(arn("sqs", "letters"))],
  [/repositoryArn$/, any(arn("ecr", "repository/shop/web"))],
  [/functionArn$/, any(arn("lambda", "function:hook"))],
  [/oidcProviderArn$/, any(`arn:aws:iam::${ACCOUNT}:oidc-provider/example.com`)],
  [/roleArn$/, any(`arn:aws:iam::${ACCOUNT}:role/hook`)],
  [/(secrets|secretOptions)\{\}$/, any("/shop/key", arn("ssm", "parameter/shop/key"), "shop key")],
  [
    /instanceTypes?(\[\])?$/,
    any("t3.micro", "t3.medium", "m5.large", "t4g.medium", "g4dn.xlarge", "x9.large", "micro"),
  ],
  [/instanceClass$/, any("db.t4g.micro", "db.m5.large", "t3.micro")],
  [/engineVersion$/, any("17", "17.4", "8.4", "8.4.7", "11.4", "new")],
  [/([bB]ackup)Window$/, any("02:00-03:00", "23:45-00:15", "02:00-02:10", "2-3")],
  [/maintenanceWindow$/, any("sun:04:00-sun:05:00", "sun:02:30-sun:03:30", "sun:4")],
  [/logExports\[\]$/, any("postgresql", "upgrade", "error", "slowquery")],
  [/([iI]mage)$/, image],
  [/(group|schedules\[\]\.group)$/, names("default", "spot", "arm")],
  [/(topic|notifications)$/, names("alerts", "ops")],
  [/\bvpc$/, any("existing", "own")],
  [/^EcsInstances\.cluster$/, any("empty", "own")],
  [/\bcluster$/, any("own", "empty", "existing")],
  [/\blistener$/, any("default.admin")],
  [/^EcsService\b.*\.alb$/, any("default", "default.admin", "existing")],
  [/\.alb$/, names("default", "public", "default.admin")],
  [/\.elb$/, names("classic")],
  [/(accessLogs|connectionLogs)$/, names("logs")],
  [/taskRole$/, names("shared")],
  [/namespace$/, names("main")],
  [/(database|database\.name)$/, names("main")],
  [/(\.service|deployer\.services\[\])$/, names("web", "api")],
  [/deployer\.tasks\[\]$/, names("migrate")],
  [/(ecr|deployer\.repositories\[\])$/, names("shared", "web")],
  [/healthCheckElbs\[\]\.name$/, names("classic")],
  [/containerName$/, names("web", "api", "cache")],
  [/(links\[\])$/, names("web", "cache", "cache:store")],
  [/mountPoints\[\]\.volume$/, names("data")],
  [/(timeZone)$/, any("Europe/Berlin", "UTC", "Mars/Base")],
  [/schedule$/, cron],
  [/(hosts\[\]|domainName|alternativeNames\[\])$/, any("shop.example.com", "*.example.com", "api.*", "a b")],
  [/(paths\[\])$/, any("/*", "/api/*", "/health", "api")],
  [/healthCheck\.path$/, any("/", "/health", "health")],
  [/matcher$/, any("200", "200-299", "200,301", "599")],
  [/methods\[\]$/, any("GET", "POST", "get it")],
  [/emails\[\]$/, any("ops@example.com", "someone")],
  [/(httpsEndpoints\[\]|gitlab\.url)$/, any("https://example.com/hook", "http://example.com")],
  [/actions\[\]$/, any("s3:GetObject", "ssm:GetParameter", "s3:*", "get")],
  [/resources\[\]$/, any("*", "arn:aws:s3:::shop/*", "shop")],
  [/principals\{\}(\[\])?$/, any(`arn:aws:iam::${ACCOUNT}:root`, ACCOUNT)],
  [/pullAccounts\[\]$/, any(ACCOUNT, "1234")],
  [/github\.repository$/, any("owner/shop", "shop")],
  [/gitlab\.project$/, any("group/shop", "shop")],
  [/(vpcId)$/, any("vpc-0123456789abcdef0")],
  [/SubnetIds(\[\]|\{\})$/, any("subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet")],
  [/zoneId$/, any("Z0123456789ABCDEFGHIJ", "zone")],
  [/\.ami$/, any("ami-0123456789abcdef0", "newest")],
  [/namespaces\{\}\.name$/, any("shop.internal", "internal", "Shop Internal")],
  [/(dnsServers\[\]|recursor|servers\[\]|extraHosts\{\})$/, any("10.0.0.2", "consul.example.com", "10.0.0")],
  [/fileSystemId$/, any("fs-0123456789abcdef0", "fs")],
  [/accessPointId$/, any("fsap-0123456789abcdef0", "fsap")],
  [/([pP]ath|rootDirectory|workingDirectory|source|target|volumes\{\}|hostPath)$/, path],
  [/(memberOf)$/, any("attribute:ecs.instance-type =~ t3.*", "task:group == service:web")],
  [/(terminationPolicies\[\])$/, any("OldestInstance", "NewestInstance", "Default", "Any")],
  [/capabilities\.(add|drop)\[\]$/, any("NET_ADMIN", "SYS_PTRACE", "ALL", "FLY")],
  [/dockerSecurityOptions\[\]$/, any("no-new-privileges", "label:disable", "x")],
  [/systemControls\{\}$/, any("1024", "1")],
  [/loggingDrivers\[\]$/, any("awslogs", "json-file", "fluentd", "paper")],
  [/parameterPrefix$/, any("acc", "/acc/", "//")],
  [/tlsPolicy$/, any("ELBSecurityPolicy-TLS13-1-2-2021-06", "TLS")],
  [/(stateBucket|[bB]ucket(\.name)?)$/, any("shop-terraform-state", "Shop")],
  [/deploymentAlarms\[\]$/, any("too-slow", "too slow")],
  [/command\[\]$/, any("CMD-SHELL", "true", "npm", "")],
  [/customUserData|script$/, any("echo hello", "docker ps", "#!/bin/sh\nexit 1")],
  [/./, word],
];

/** Texts that hardly any setting may be, and that must not get lost on the way either. */
export const STRANGE_TEXTS = fc.constantFrom(
  ...["", " ", "-", "${aws_vpc.main.id}", "%{ if true }", "\u0000", "ä", "a\nb", '"', "x".repeat(300), "0"],
);
