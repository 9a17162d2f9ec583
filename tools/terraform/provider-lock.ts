import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Terraform's name for it: https://developer.hashicorp.com/terraform/language/files/dependency-lock */
export const TERRAFORM_LOCK_FILE = ".terraform.lock.hcl";

/**
 * The versions and checksums of a stack's providers. Terraform looks for them beside the synthesized JSON, which nobody
 * commits: they are kept in a file of the project, and brought there before `terraform init`.
 */
export class ProviderLock {
  private readonly used: string;

  /** @param kept where the file is kept; may be Terraform's own */
  constructor(
    private readonly kept: string,
    stackDirectory: string,
  ) {
    this.used = join(stackDirectory, TERRAFORM_LOCK_FILE);
  }

  /** Before `terraform init`: only what is kept counts, and nothing that an earlier run has left. */
  restore(): void {
    if (!this.isShared) {
      return;
    }
    if (existsSync(this.kept)) {
      copyFileSync(this.kept, this.used);
    } else {
      rmSync(this.used, { force: true });
    }
  }

  /** After `terraform init`. */
  keep(): void {
    if (this.isShared && read(this.used) !== read(this.kept)) {
      mkdirSync(dirname(this.kept), { recursive: true });
      copyFileSync(this.used, this.kept);
    }
  }

  /** Whether it is kept for other machines, too. */
  get isShared(): boolean {
    return resolve(this.kept) !== resolve(this.used);
  }

  /** Whether `terraform init` has chosen other providers, or other versions, than those that are kept. */
  get hasChanged(): boolean {
    return selections(read(this.used)) !== selections(read(this.kept));
  }

  /**
   * Whether it has the checksums of the registry, which are of the packages for all platforms; those of a mirror (`h1:`) are
   * of one. See https://developer.hashicorp.com/terraform/language/files/dependency-lock#new-provider-package-checksums
   */
  get isForAllPlatforms(): boolean {
    const [, ...blocks] = read(this.used).split(/^provider /m);
    return blocks.every((block) => block.includes('"zh:'));
  }

  /** The addresses of the locked providers, such as `registry.terraform.io/hashicorp/aws`. */
  get providers(): string[] {
    return [...read(this.used).matchAll(PROVIDER)].map(([, address = ""]) => address);
  }
}

const PROVIDER = /^provider "([^"]+)" \{\s+version\s+= "([^"]+)"/gm;

/** Provider and version of each block. */
function selections(text: string): string {
  return [...text.matchAll(PROVIDER)].map(([, address, version]) => `${address} ${version}`).join("\n");
}

/** The text of a file; empty where there is none. */
function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
