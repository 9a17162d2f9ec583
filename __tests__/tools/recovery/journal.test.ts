import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { UserError } from "../../../tools/process/user-error";
import { Journal } from "../../../tools/recovery/journal";
import type { Message } from "../../../tools/terraform/messages";
import { temporaryFolder, writeFile } from "../support/folders";

const STATE = "s3://states/acc.tfstate";
const AT = "2026-11-21T08:00:00Z";

function message(type: string, id_value?: string): Message {
  const resource = { addr: "aws_vpc.vpc", resource_type: "aws_vpc" };
  return { type, "@timestamp": AT, hook: { resource, action: "create", id_value } };
}

describe("the journal of applies", () => {
  test("tells a later run what was begun and completed, and only its user", () => {
    const folder = join(temporaryFolder(), "journals");
    const journal = new Journal(STATE, folder);
    journal.accept(message("apply_start"));
    journal.accept(message("apply_progress"));
    journal.accept(message("apply_complete", "vpc-1"));
    const entry = { address: "aws_vpc.vpc", action: "create", at: AT };

    expect(new Journal(STATE, folder).entries).toEqual([
      { ...entry, step: "begun" },
      { ...entry, step: "completed", id: "vpc-1" },
    ]);
    expect(new Journal("s3://states/prod.tfstate", folder).entries).toEqual([]);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600]);
  });

  test("tells what was planned to be made if the command was killed, and only then", () => {
    const folder = temporaryFolder();
    const journal = new Journal(STATE, folder);
    journal.begin(["aws_vpc.vpc", "aws_eip.address"]);
    journal.accept(message("apply_start"));
    const steps = () => new Journal(STATE, folder).entries.map(({ address, step }) => `${address} ${step}`);

    expect(steps()).toEqual(["aws_vpc.vpc planned", "aws_eip.address planned", "aws_vpc.vpc begun"]);
    journal.see();
    expect(steps()).toEqual(["aws_vpc.vpc begun"]);
    journal.begin(["aws_eip.address"]);
    expect(steps()).toEqual(["aws_vpc.vpc begun", "aws_eip.address planned"]);
  });

  test("tells what Ctrl-C has met while it was made, and not what AWS has refused", () => {
    const folder = temporaryFolder();
    const journal = new Journal(STATE, folder);
    const error = (address: string, summary: string): Message => ({
      type: "diagnostic",
      diagnostic: { severity: "error", address, summary },
    });
    journal.accept(error("aws_route.route", "waiting for Route (r-1) create: context canceled"));
    journal.accept(error("aws_nat_gateway.gateway", "unexpected state 'failed', wanted target 'available'"));

    expect([...new Journal(STATE, folder).cancelled]).toEqual(["aws_route.route"]);
    expect(new Journal(STATE, folder).entries).toEqual([]);
  });

  test("tells what was planned, too, when not all could be noted that was begun", () => {
    const folder = join(temporaryFolder(), "journals");
    const journal = new Journal(STATE, folder);
    journal.begin(["aws_vpc.vpc"]);
    // As on a full disk, which has some space later.
    renameSync(folder, `${folder}-away`);
    writeFile(folder, "");
    expect(() => {
      journal.accept(message("apply_start"));
    }).toThrow("EEXIST");
    rmSync(folder);
    renameSync(`${folder}-away`, folder);
    journal.see();

    expect(new Journal(STATE, folder).entries).toMatchObject([{ address: "aws_vpc.vpc", step: "planned" }]);
  });

  test.each([
    ["what it makes", ["aws_vpc.vpc"]],
    ["that it makes nothing", []],
  ])("fails before an apply when it cannot note %s", (_, addresses) => {
    const file = writeFile(join(temporaryFolder(), "file"), "");

    expect(() => {
      new Journal(STATE, join(file, "journals")).begin(addresses);
    }).toThrow(
      new UserError(
        `The journal, which tells what a run has made that is killed, cannot be written (ENOTDIR: not a directory, mkdir '${file}/journals'): name a folder that can be in XDG_STATE_HOME. Nothing was changed.`,
      ),
    );
  });

  test("is gone when the apply has ended well", () => {
    const folder = temporaryFolder();
    const journal = new Journal(STATE, folder);
    journal.accept(message("apply_start"));
    journal.end();

    expect(readdirSync(folder)).toEqual([]);
  });

  test("keeps what an earlier apply has left until that was looked for", () => {
    const folder = temporaryFolder();
    new Journal(STATE, folder).accept(message("apply_start"));
    const later = new Journal(STATE, folder);
    later.accept(message("apply_complete", "vpc-2"));
    later.end();

    expect(new Journal(STATE, folder).entries).toHaveLength(2);
    later.remove();
    expect(new Journal(STATE, folder).entries).toEqual([]);
  });
});
