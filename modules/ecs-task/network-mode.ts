/**
 * How containers are connected to the network: behind Docker's bridge, with a network interface of the task's
 * own, or as processes of the instance. A small instance has interfaces for two or three tasks only.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
export type NetworkMode = "bridge" | "awsvpc" | "host";
