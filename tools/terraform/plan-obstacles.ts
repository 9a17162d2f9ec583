import { type Attributes, kindOf, type PlanJson } from "./plan-json";

/**
 * What AWS would refuse after minutes of trying, a line each: a capacity provider leaves its cluster while a service that
 * stays still uses it. The service cannot leave first either, as the provider that it is to go to joins in the same call.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
 */
export function findObstacles(plan: PlanJson, pathOf: (address: string) => string): string[] {
  const changes = plan.resource_changes ?? [];
  const staying = changes.filter((one) => {
    const kind = kindOf(one);
    return one.type === "aws_ecs_service" && kind !== "destroy" && kind !== "replace";
  });
  return changes
    .filter((one) => one.type === "aws_ecs_cluster_capacity_providers" && kindOf(one) === "change")
    .flatMap(({ change: { before, after } }) => {
      const kept = providersOf(after);
      return providersOf(before)
        .filter((provider) => !kept.includes(provider))
        .flatMap((provider) => {
          const users = staying.filter((one) => strategyOf(one.change.before).includes(provider));
          return users.length === 0
            ? []
            : [
                explain(
                  provider,
                  users.map(({ address }) => pathOf(address).replace(/\/service$/, "")),
                ),
              ];
        });
    });
}

function explain(provider: string, services: readonly string[]): string {
  return (
    `Capacity provider '${provider}' cannot leave its cluster while services use it (${services.join(", ")}): keep its ` +
    "instances in this deployment, with the services on other ones, and remove them in the next."
  );
}

function providersOf(association: Attributes | null): string[] {
  const { capacity_providers: providers } = association ?? {};
  return Array.isArray(providers) ? providers.map(String) : [];
}

function strategyOf(service: Attributes | null): string[] {
  const { capacity_provider_strategy: items } = service ?? {};
  return Array.isArray(items)
    ? items.map((item) => String((item as { capacity_provider?: unknown }).capacity_provider))
    : [];
}
