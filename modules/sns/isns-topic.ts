import type { IConstruct } from "constructs";

/** The AWS services that publish for a resource which a topic's policy can name. */
export type Publisher = "events.amazonaws.com" | "cloudwatch.amazonaws.com";

/** A topic that is published to: made here (`SnsTopic`) or there already (`ExistingSnsTopic`). */
export interface ISnsTopic extends IConstruct {
  readonly arn: string;
  /**
   * Lets the AWS service `publisher` publish, for the resource `sourceArn` and no other.
   *
   * @param by what needs it; where it is of another stack, the topic must let the whole account @default the topic
   * @throws ValidationError
   */
  allowPublish(publisher: Publisher, sourceArn: string, by?: IConstruct): void;
}
