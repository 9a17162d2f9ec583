export { type ComposeDiagnostic, describeComposeDiagnostic, Diagnostics, type Severity } from "./diagnostic";
export { EnvFileError, parseEnvFile, parseRawEnvFile } from "./env-file";
export { parseDuration, parseMiB, splitWords } from "./units";
export { isToken, Value } from "./value";
export { readYaml } from "./yaml-file";
