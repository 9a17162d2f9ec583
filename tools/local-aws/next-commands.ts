import { OUTPUTS, VERSION_SUFFIX } from "../stack-outputs";

/** What the commands to try next depend on. */
export interface Deployed {
  readonly endpoint: string;
  readonly region: string;
  /** Names of Terraform's input variables. */
  readonly variables: readonly string[];
  /** Terraform's outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A command line that can be pasted into another terminal as it is. */
export interface NextCommand {
  readonly purpose: string;
  readonly command: string;
}

/** Three things to do with a deployment on the local AWS: another version, a look at the service, destroy. */
export function nextCommands({ endpoint, region, variables, outputs }: Deployed): NextCommand[] {
  const version = variables
    .find((name) => name.endsWith(VERSION_SUFFIX))
    ?.replace(VERSION_SUFFIX, ".version");
  const cluster = outputs[OUTPUTS.clusterName];
  const [, service] =
    Object.entries(outputs).find(([name]) => name.endsWith(OUTPUTS.serviceName.suffix)) ?? [];
  const request =
    typeof cluster === "string" && typeof service === "string"
      ? `describe-services --cluster ${cluster} --services ${service} --query 'services[].[serviceName,status,runningCount,taskDefinition]'`
      : "list-clusters";
  return [
    {
      purpose: "Deploy another version",
      command: `npm run deploy -- --local --auto-approve -var ${version ?? "app.version"}=v2`,
    },
    {
      purpose: "Look at the service",
      command: `AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws --endpoint-url ${endpoint} --region ${region} --output text ecs ${request}`,
    },
    { purpose: "Destroy everything", command: "npm run destroy -- --local --auto-approve" },
  ];
}
