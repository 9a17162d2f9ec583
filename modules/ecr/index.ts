export {
  EcrRepository,
  type EcrRepositoryProps,
  type IEcrRepository,
  type RepositoryImage,
} from "./ecr-repository";
export { ExistingEcrRepository, type ExistingEcrRepositoryProps } from "./existing-ecr-repository";
export { ecrRepositoryArn, imagePull, imagePush } from "./image-permissions";
