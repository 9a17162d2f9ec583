export { StepAlarms, type StepAlarmsProps } from "./step-alarms";
export { STEPS, type StepAdjustment, type StepMeasure, type StepThresholds } from "./step-plan";
