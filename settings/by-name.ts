import type { IConstruct } from "constructs";
import type { IListener } from "../modules/alb";
import type { CapacityProvider } from "../modules/ecs-cluster";
import type { SecretSource } from "../modules/ecs-instances";
import type { ClassicBalancer } from "../modules/ecs-service";
import type { Secret } from "../modules/ecs-task";

/**
 * The props of a construct as settings say them, all the way down: other constructs by their names in the settings,
 * secrets by where they are kept. What a module takes can so be said in settings, in the same words.
 */
export type ByName<T> = T extends Secret
  ? SecretReference
  : T extends IConstruct | IListener | CapacityProvider | ClassicBalancer
    ? string
    : T extends readonly (infer Entry)[]
      ? readonly ByName<Entry>[]
      : T extends object
        ? { [Key in keyof T]: ByName<T[Key]> }
        : T;

/**
 * Where a secret is kept: the name or ARN of a parameter of SSM, or the whole ARN of a secret of Secrets Manager. As an
 * object where a customer's key encrypts it, or where it is one value of a JSON text.
 */
export type SecretReference = string | SecretSource;
