import { refusedContainers, renderContainer } from "../../support/task";

test("limits of the kernel are sorted by name; a hard limit below 0 is none", () => {
  const rendered = renderContainer({
    ulimits: {
      nproc: { soft: 128, hard: 128 },
      nofile: { soft: 1024, hard: 4096 },
      memlock: { soft: 5, hard: -1 },
    },
    systemControls: { "net.ipv4.tcp_keepalive_time": "60", "net.core.somaxconn": "1024" },
  });

  expect(rendered.ulimits).toEqual([
    { name: "memlock", softLimit: 5, hardLimit: -1 },
    { name: "nofile", softLimit: 1024, hardLimit: 4096 },
    { name: "nproc", softLimit: 128, hardLimit: 128 },
  ]);
  expect(rendered.systemControls).toEqual([
    { namespace: "net.core.somaxconn", value: "1024" },
    { namespace: "net.ipv4.tcp_keepalive_time", value: "60" },
  ]);
});

test.each([0, 1])("fails when a soft limit is above the hard one, %i", (hard) => {
  expect(refusedContainers([{ ulimits: { nofile: { soft: 2, hard } } }])).toBe(
    `test/task: 'containers[0].ulimits.nofile.soft' must not be greater than 'hard' (${hard}), ` +
      "got 2; lower the soft limit or raise the hard one",
  );
});
