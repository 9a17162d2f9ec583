import fc from "fast-check";

/** Numbers that a setting mostly may be, by the unit at the end of its name: see CONTRIBUTING.md. */
const RANGES: readonly (readonly [RegExp, readonly [number, number]])[] = [
  [/retentionDays$/i, [1, 400]],
  [/(addAtPercent)$/, [60, 100]],
  [/(removeBelowPercent)$/, [1, 59]],
  [/minimumHealthyPercent$/, [0, 100]],
  [/maximumPercent$/, [100, 200]],
  [/(minHealthyPercentage)$/, [50, 100]],
  [/(maxHealthyPercentage)$/, [100, 200]],
  [/Percent(age)?$/, [0, 100]],
  [/timeoutSeconds$/, [2, 10]],
  [/intervalSeconds$/, [10, 300]],
  [/periodSeconds$/, [60, 300]],
  [/Seconds$/, [0, 600]],
  [/Minutes$/, [0, 60]],
  [/Days$/, [1, 365]],
  [/(memoryReservationMiB|reservedMemoryMiB)$/, [6, 512]],
  [/MiB$/, [6, 2048]],
  [/GiB$/, [20, 200]],
  [/\.cpu$/, [0, 2048]],
  [/(minSize|min|minTasks)$/, [0, 2]],
  [/(maxSize|max|maxTasks)$/, [2, 20]],
  [/(desired|desiredCapacity|desiredCount)$/, [0, 4]],
  [/Threshold$/, [2, 10]],
  [/priority$/, [1, 50_000]],
  [/(hostPort)$/, [0, 65_535]],
  [/([pP]ort|from|to)$/, [1, 65_535]],
  [/weight|base|onDemandBase$/, [0, 10]],
  [/retries$/, [1, 10]],
  [/(soft)$/, [1, 1024]],
  [/(hard)$/, [1024, 65_536]],
  [/./, [0, 10]],
];

/** Ports that something of the kind mostly has, or may not have. */
const PORTS = [22, 80, 443, 2375, 8080, 9000, 51_678];
/** What CloudWatch takes for a retention. */
const RETENTIONS = [1, 7, 30, 365, 400];

const STRANGE = [-1, 0, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY];

/** Values of a setting that is a number. */
export function numbersFor(path: string): fc.Arbitrary<number> {
  const [, [min, max]] = RANGES.find(([pattern]) => pattern.test(path)) ?? ["", [0, 10]];
  const usual = [
    ...(/[pP]ort$/.test(path) ? PORTS : []),
    ...(/retentionDays$/i.test(path) ? RETENTIONS : []),
  ];
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min, max }) },
    { weight: 3, arbitrary: fc.constantFrom(min, max, ...usual) },
    ...(usual.length > 0 ? [{ weight: 9, arbitrary: fc.constantFrom(...usual) }] : []),
    { weight: 1, arbitrary: fc.constantFrom(min - 1, max + 1, ...STRANGE) },
  );
}
