export { ExistingSnsTopic, type ExistingSnsTopicProps } from "./existing-sns-topic";
export type { ISnsTopic, Publisher } from "./isns-topic";
export { SnsTopic, type SnsTopicProps } from "./sns-topic";
export { TopicQueue, type TopicQueueProps } from "./topic-queue";
