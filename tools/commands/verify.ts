import { Command } from "commander";

import { table } from "../terminal/table";
import type { Finding } from "../verify/finding";
import { loadVerifyClients, verifyService } from "../verify/verify-service";
import { openDeployedStack } from "./deployed-stack";
import { addServices, type StackArguments } from "./options";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments extends StackArguments {
  readonly json?: boolean;
}

type ServiceFinding = Finding & { readonly service: string };

const WRONG = 2;

/** `npm run verify`: whether services have what they need to start one more task. */
export function verifyCommand(): Command {
  const command = new Command("verify").description(
    "Check that services have what they need to start one more task.",
  );
  return addServices(command)
    .option("--json", "for programs")
    .addHelpText(
      "after",
      [
        "\nImages in ECR exist (others are not checked), the execution role may read the secrets, ports agree with load",
        "balancers, roles trust ECS tasks, an instance has room.",
        "Exit codes: 0 nothing is wrong, 1 not found out, 2 something is wrong.",
        "\nExamples:\n  npm run verify\n  npm run verify -- app -c environment=prod --json",
      ].join("\n"),
    )
    .action(verify);
}

async function verify(names: readonly string[], args: Arguments): Promise<void> {
  const { json = false } = args;
  const report = stepReporter(json);
  const { services, clients, prepared } = await openDeployedStack({ command: "verify", args, names, report });
  const region = services[0]?.region ?? "";
  const findings = await report.step("Asking AWS", async () => {
    const verifyClients = await loadVerifyClients(clients.ecs, region, prepared.local);
    const found = services.map(async (service) =>
      (await verifyService(verifyClients, service)).map((one) => ({ service: service.key, ...one })),
    );
    return (await Promise.all(found)).flat();
  });
  if (json) {
    printJson(findings);
  } else {
    printLines(["", ...table([["SERVICE", "CHECK", "RESULT", "OF", ""], ...findings.map(row)])]);
  }
  process.exitCode = findings.some(({ result }) => result === "wrong") ? WRONG : 0;
}

function row({ service, check, result, subject, detail }: ServiceFinding): string[] {
  return [service, check, result, subject, detail];
}
