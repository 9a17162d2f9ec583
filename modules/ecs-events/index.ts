export { EcsEvents, type EcsEventsProps } from "./ecs-events";
export { DEFAULT_EVENTS, type EcsEventKind } from "./event-kinds";
