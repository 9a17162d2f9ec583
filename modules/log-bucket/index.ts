export { LogBucket, type LogBucketProps, type LogDelivery } from "./log-bucket";
