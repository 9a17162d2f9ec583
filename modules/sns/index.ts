export { type Publisher, SnsTopic, type SnsTopicProps } from "./sns-topic";
export { TopicQueue, type TopicQueueProps } from "./topic-queue";
