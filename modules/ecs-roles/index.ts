export { EcsTaskRole, type EcsTaskRoleProps } from "./ecs-task-role";
