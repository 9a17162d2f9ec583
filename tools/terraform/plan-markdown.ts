import type { PlanReport } from "./plan-report";
import { unaskedText } from "./unasked-versions";
import {
  costLine,
  isEmpty,
  notCounted,
  riskText,
  rolloutDetails,
  rolloutTitle,
  summary,
  withoutRollouts,
} from "./plan-text";

/** A plan for the description of a pull request. */
export function planMarkdown(report: PlanReport): string[] {
  const { stack, rollouts, unaskedVersions, risks, obstacles } = report;
  const title = `### Plan for \`${stack}\``;
  if (isEmpty(report)) {
    return [title, "", "No changes."];
  }
  const rest = withoutRollouts(report);
  return [
    title,
    "",
    summary(report),
    ...costLine(report),
    ...rollouts.flatMap((rollout) => [
      "",
      `**${rolloutTitle(rollout)}**`,
      "",
      ...rolloutDetails(rollout).map((line) => `- ${line}`),
    ]),
    ...notCounted(report).flatMap((line) => ["", line]),
    ...(unaskedVersions.length === 0
      ? []
      : [
          "",
          "**Versions that nobody has asked for**",
          "",
          ...unaskedVersions.map((version) => `- ${unaskedText(version)}`),
        ]),
    ...(risks.length === 0
      ? []
      : ["", "**Interrupts service or loses data**", "", ...risks.map((risk) => `- ${riskText(risk)}`)]),
    ...obstacles.flatMap((obstacle) => ["", `**${obstacle}**`]),
    ...(rest.length === 0
      ? []
      : [
          "",
          "| construct | resource | action |",
          "| --- | --- | --- |",
          ...rest.map(({ construct, address, kind }) => `| ${construct} | \`${address}\` | ${kind} |`),
        ]),
  ];
}
