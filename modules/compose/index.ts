export { readComposeFile, type ComposeFileProps } from "./compose-file";
export { ComposeProject, type ComposeProjectProps, PROJECT_NAME } from "./compose-project";
export type { ComposeOptions } from "./options";
export { planCompose, type ComposeInput, type ComposePlan } from "./plan";
export { describeComposeDiagnostic, type ComposeDiagnostic, type Severity } from "./syntax";
export type { ComposeTask } from "./task";
