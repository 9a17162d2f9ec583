export { EcsEvents, type EcsEventsProps } from "./ecs-events";
