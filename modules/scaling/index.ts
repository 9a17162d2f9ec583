export { checkStepAlarms, StepAlarms, type StepAlarmsProps } from "./step-alarms";
export { STEPS, type StepAdjustment, type StepMetric, type StepThresholds } from "./step-plan";
