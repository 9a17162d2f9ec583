/**
 * Makes Terraform take `${` and `%{` in a text as they stand, e.g. in a shell script or in the value of an
 * environment variable. CDKTF's tokens go on to be resolved.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function escapeTemplate(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, "$$$${").replace(/%\{/g, "%%{");
}
