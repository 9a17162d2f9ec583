import { nearest } from "../../modules/core";

const known = ["environment", "stack", "app.version", "web.version", "acc"];

test.each([
  ["enviroment", "environment"],
  ["environmentt", "environment"],
  ["Environment", "environment"],
  ["stakc", "stack"],
  ["app.verison", "app.version"],
  ["ac", "acc"],
])("the name that is meant by %s is %s", (name, meant) => {
  expect(nearest(name, known)).toBe(meant);
});

test.each(["", "prod", "app", "environ", "ab"])("nothing is near to %j", (name) => {
  expect(nearest(name, known)).toBeUndefined();
});

test("of several names the nearest is meant, and of two that are as near the first", () => {
  expect(nearest("aap.version", ["app.version1", "app.version"])).toBe("app.version");
  expect(nearest("a1", ["a2", "a3"])).toBe("a2");
});
