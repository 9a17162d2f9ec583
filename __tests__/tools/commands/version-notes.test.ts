import { versionNotes } from "../../../tools/commands/version-notes";

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
    expect(versionNotes(deployed, committed)).toEqual([
      "Note: app.version is 'v1' in cdktf.json, and the next deployment without it goes back to that; to keep 'v2', write it there and commit.",
    ]);
  });

  test("says nothing about the committed version", () => {
    expect(versionNotes({ context: ["app.version=v1"], var: [] }, committed)).toEqual([]);
  });

  test("says nothing about other context", () => {
    expect(versionNotes({ context: ["environment=prod"], var: [] }, committed)).toEqual([]);
  });
});
