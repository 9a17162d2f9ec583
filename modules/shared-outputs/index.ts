export { OutputsLookup, type OutputsLookupProps, type StateLocation } from "./outputs-lookup";
export { SharedOutputs, type SharedOutputsProps } from "./shared-outputs";
