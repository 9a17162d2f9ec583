export type { GithubTrust, GitlabTrust } from "./ci-trust";
export { EcsDeployer, type EcsDeployerProps } from "./ecs-deployer";
