import { sorted } from "../../core";
import type { Facet } from "./facet";

export interface LabelProps {
  /** Labels that `docker ps` and Registrator see, e.g. `{ SERVICE_8080_NAME: "orders" }`. @default none */
  readonly dockerLabels?: Readonly<Record<string, string>>;
}

export const labels: Facet<LabelProps> = {
  render: ({ dockerLabels }) => ({ dockerLabels: dockerLabels && sorted(dockerLabels) }),
};
