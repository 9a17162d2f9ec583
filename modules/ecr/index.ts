export { EcrRepository, type EcrRepositoryProps, type RepositoryImage } from "./ecr-repository";
export { ecrRepositoryArn, imagePull, imagePush } from "./image-permissions";
