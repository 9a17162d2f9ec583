export { readComposeFile, type ComposeFileProps } from "./compose-file";
export { ComposeProject, type ComposeProjectProps, PROJECT_NAME } from "./compose-project";
export { describeComposeFinding, type ComposeFinding, type Severity } from "./finding";
export {
  planCompose,
  type ComposeInput,
  type ComposeOptions,
  type ComposePlan,
  type ComposeTask,
} from "./plan";
