/** AWS pages that several rows rest on. */
export const ECS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide";
export const EXEC_LOGGING = `${ECS}/ecs-exec.html#ecs-exec-logging`;
export const SAR = "https://docs.aws.amazon.com/service-authorization/latest/reference";
export const ECS_ACTIONS = `${SAR}/list_amazonelasticcontainerservice.html`;
export const IAM_ACTIONS = `${SAR}/list_awsidentityandaccessmanagementiam.html`;
export const CONFUSED_DEPUTY = "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html";
