/** A library that the modules can stand on. CDK Terrain continues CDKTF with the same names, of which two are its own. */
export interface Library {
  /** The name of the package that stands on it. */
  readonly packageName: string;
  /** The library's name in words. */
  readonly title: string;
  /** Its package, and that of its classes for AWS. */
  readonly core: string;
  readonly provider: string;
  /** What a program installs beside the package. Both ends of a range are tried: docs/package.md. */
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The library that the sources import. */
export const CDKTF: Library = {
  packageName: "ecs-terraform-cdk",
  title: "CDKTF",
  core: "cdktf",
  provider: "@cdktf/provider-aws",
  peerDependencies: {
    "@cdktf/provider-aws": "^21.18.0",
    cdktf: "^0.21.0",
    constructs: "^10.4.2",
  },
};

export const CDK_TERRAIN: Library = {
  packageName: "ecs-terraform-cdktn",
  title: "CDK Terrain",
  core: "cdktn",
  provider: "@cdktn/provider-aws",
  peerDependencies: {
    "@cdktn/provider-aws": "^25.5.0",
    cdktn: "^0.24.0",
    constructs: ">=10.6.0 <10.8.0",
  },
};

/** A compiled file, its source map or its declarations as they import `library` in place of CDKTF. */
export function withImportsOf(library: Library, text: string): string {
  // The names are of one length, so that the columns of source maps stay true.
  return text
    .replaceAll(CDKTF.provider, library.provider)
    .replace(/(?<=["'])cdktf(?=\\?["'])/g, library.core);
}
