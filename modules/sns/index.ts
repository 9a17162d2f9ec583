export { SnsTopic, type SnsTopicProps } from "./sns-topic";
