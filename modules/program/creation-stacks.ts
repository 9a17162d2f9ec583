/**
 * Lets CDKTF make tokens without noting where: with the source maps of TypeScript, these stack traces take half of the time
 * of synthesis, and they are only read when a token cannot be resolved. An error that a function throws for it keeps its own
 * stack trace. AWS CDK and CDK Terrain have such switches, CDKTF has none:
 * https://github.com/aws/aws-cdk/pull/37642, https://github.com/open-constructs/cdk-terrain/pull/215
 */
export function disableCreationStacks(): void {
  const capture = Error.captureStackTrace.bind(Error);
  Error.captureStackTrace = (target: { stack?: string }, below) => {
    // CDKTF asks for the stack trace of { stack: "" }, and takes an empty one for none.
    if (target.stack !== "") {
      capture(target, below);
    }
  };
}
