import { versionNotes } from "../../../tools/versions/version-notes";

const command = (name: string, ...args: readonly string[]) => `npm run ${name} -- ${args.join(" ")}`;
const committed = { environment: "acc", "app.version": "v1" };

describe("versionNotes", () => {
  test.each([
    ["a variable", { context: [], var: [{ name: "app_version", value: "v2" }] }],
    ["the context", { context: ["app.version=v2"], var: [] }],
    [
      "both, of which the variable counts",
      { context: ["app.version=v3"], var: [{ name: "app_version", value: "v2" }] },
    ],
  ])("says how a version from %s stays", (_, deployed) => {
    expect(versionNotes(deployed, committed, command)).toEqual([
      "Note: app.version is 'v1' in cdktf.json, and the next deployment without it goes back to that; to keep 'v2', write it there ('npm run bump -- app v2') and commit.",
    ]);
  });

  test("is about the version of the environment that was deployed", () => {
    const context = ["environment=prod", "acc.app.version=v0", "app.version=v2"];
    const own = { ...committed, "prod.app.version": "v1" };

    expect(versionNotes({ context, var: [] }, own, command)).toEqual([
      "Note: prod.app.version is 'v1' in cdktf.json, and the next deployment without it goes back to that; to keep 'v2', write it there ('npm run bump -- app v2') and commit.",
    ]);
    expect(versionNotes({ context: [...context, "prod.app.version=v1"], var: [] }, own, command)).toEqual([]);
  });

  test("says nothing about the committed version", () => {
    expect(versionNotes({ context: ["app.version=v1"], var: [] }, committed, command)).toEqual([]);
  });

  test("says nothing about other context", () => {
    expect(versionNotes({ context: ["environment=prod"], var: [] }, committed, command)).toEqual([]);
  });
});
