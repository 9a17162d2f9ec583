import { Lazy } from "cdktf";
import { refusedContainers, renderContainer } from "../../support/task";

test.each(["app", "a".repeat(255), "my_app-2"])("a container may be named %s", (name) => {
  expect(renderContainer({ name }).name).toBe(name);
});

test.each(["my.app", "", "a".repeat(256)])("fails when a container is named %j", (name) => {
  expect(refusedContainers([{ name }])).toBe(
    `test/task: 'containers[0].name' must be 1 to 255 letters, digits, hyphens and underscores, got "${name}"; choose another name`,
  );
});

test("fails when only Terraform knows the name", () => {
  expect(refusedContainers([{ name: Lazy.stringValue({ produce: () => "later" }) }])).toBe(
    "test/task: 'containers[0].name' must be known at synthesis, got a value that only Terraform knows; " +
      "write the value itself: what is made depends on it",
  );
});
