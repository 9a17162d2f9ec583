import { refusedContainers, renderContainer } from "../../support/task";

test("a container runs what its image says, and its end is the end of the task", () => {
  const rendered = renderContainer();

  expect(rendered.essential).toBe(true);
  for (const key of ["command", "entryPoint", "user", "workingDirectory"]) {
    expect(rendered).not.toHaveProperty(key);
  }
});

test("a container runs what it is told, as whom and where it is told", () => {
  const props = {
    command: ["serve", "--fast"],
    entryPoint: ["/entry"],
    user: "1000:1000",
    workingDirectory: "/app",
  };

  expect(renderContainer(props)).toMatchObject(props);
});

test("the log router runs as the user that ECS writes down for it", () => {
  expect(renderContainer({ firelens: { type: "fluentd" } }).user).toBe("0");
  expect(renderContainer({ firelens: { type: "fluentd" }, user: "0" }).user).toBe("0");
});

test("fails when the log router runs as another user", () => {
  expect(refusedContainers([{ firelens: { type: "fluentd" }, user: "1000" }])).toBe(
    "test/task: 'containers[0].user' must be \"0\" in the container with 'firelens', got \"1000\"; leave it out",
  );
});
