import { rules } from "../../core";
import type { Facet } from "./facet";

export interface NameProps {
  /** 1 to 255 letters, digits, hyphens and underscores; unique in the task. */
  readonly name: string;
}

export const name: Facet<NameProps> = {
  check(c, props) {
    c.known({ name: props.name });
    c.value("name", props.name, NAME);
  },
  render: (props) => ({ name: props.name }),
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const NAME = rules.text(
  /^[\w-]{1,255}$/,
  "1 to 255 letters, digits, hyphens and underscores",
  "choose another name",
);
