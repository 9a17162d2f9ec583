import { join } from "node:path";

import { committedVersion, environmentOf } from "../../../tools/versions/committed-version";
import { askedServices, givenVersions } from "../../../tools/versions/given-versions";
import { temporaryFolder, writeFile } from "../support/folders";

const variable = { name: "app_version", value: "v4" };

describe("the version that a command line names", () => {
  test.each([
    ["for all environments", ["app.version=v1", "app.version=a=b"], [], "a=b"],
    ["for its environment before that", ["acc.app.version=v3", "app.version=v2"], [], "v3"],
    ["as a variable before all", ["acc.app.version=v3"], [variable], "v4"],
  ])("is one %s", (_, context, variables, version) => {
    expect(givenVersions({ context, var: variables }, "acc")).toEqual(new Map([["app", version]]));
  });

  test("is none for another environment", () => {
    const context = ["prod.app.version=v3", "environment=acc"];
    expect(givenVersions({ context, var: [] }, "acc")).toEqual(new Map());
  });
});

describe("somebody has asked for a version", () => {
  const nobody = { context: [], var: [], varFile: [] };

  test("on the command line", () => {
    expect(askedServices({ ...nobody, var: [variable] }, "acc", {})).toEqual(new Set(["app"]));
  });

  test.each(['app_version = "v2"', '{"app_version": "v2"}', 'a = 1\n  app_version="v2"'])(
    "in a file of variables: %s",
    (text) => {
      const file = writeFile(join(temporaryFolder(), "a.tfvars"), text);
      expect(askedServices({ ...nobody, varFile: [file] }, "acc", {})).toEqual(new Set(["app"]));
    },
  );

  test("in the environment of Terraform", () => {
    const env = { TF_VAR_app_version: "v2", TF_VAR_other: "x", PATH: "/bin" };
    expect(askedServices(nobody, "acc", env)).toEqual(new Set(["app"]));
  });

  test("not in a comment", () => {
    const file = writeFile(join(temporaryFolder(), "a.tfvars"), '# app_version = "v2"\n');
    expect(askedServices({ ...nobody, varFile: [file] }, "acc", {})).toEqual(new Set());
  });
});

test("the committed version of an environment beats that of all", () => {
  const context = { "app.version": "v1", "prod.app.version": "v0" };

  expect(committedVersion(context, "prod", "app")).toEqual({ key: "prod.app.version", version: "v0" });
  expect(committedVersion(context, "acc", "app")).toEqual({ key: "app.version", version: "v1" });
  expect(committedVersion({}, "acc", "app")).toEqual({ key: "app.version", version: undefined });
});

test("the environment is the last that the command line names, else the committed one", () => {
  expect(environmentOf(["environment=acc", "environment=prod"], { environment: "test" })).toBe("prod");
  expect(environmentOf(["stack=state"], { environment: "test" })).toBe("test");
  expect(environmentOf([], {})).toBe("");
});
