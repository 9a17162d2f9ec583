import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Keeps a stack's state in a file of this machine for as long as its bucket is not there, by files that Terraform reads
 * beside the synthesized JSON: https://developer.hashicorp.com/terraform/language/files/override
 */
export class StateInFile {
  private readonly override: string;
  private readonly imports: string;

  /** @param file absolute path of the state */
  constructor(
    private readonly stackDirectory: string,
    readonly file: string,
  ) {
    this.override = join(stackDirectory, "bootstrap_override.tf.json");
    this.imports = join(stackDirectory, "bootstrap_import.tf.json");
  }

  /**
   * From now on the state is in the file.
   *
   * @param existing a bucket that is there already, and the address at which Terraform shall take it over. Nothing happens
   * if it has done so: https://developer.hashicorp.com/terraform/language/import
   */
  begin(existing: { readonly address: string; readonly bucket: string } | undefined): void {
    write(this.override, { terraform: { backend: { local: { path: this.file } } } });
    if (existing === undefined) {
      rmSync(this.imports, { force: true });
    } else {
      write(this.imports, { import: [{ to: existing.address, id: existing.bucket }] });
    }
  }

  /** From now on the state is to be where the stack says: Terraform is to move it there. */
  end(): void {
    rmSync(this.override, { force: true });
    rmSync(this.imports, { force: true });
  }

  /** The same, if it was not moved: Terraform shall not look for it in the file any more. */
  abandon(): void {
    this.end();
    rmSync(join(this.stackDirectory, ".terraform", "terraform.tfstate"), { force: true });
  }
}

function write(file: string, content: object): void {
  writeFileSync(file, JSON.stringify(content));
}
