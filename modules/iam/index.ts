export { IamRole, type IamRoleProps } from "./iam-role";
export { boundaryOf, PermissionsBoundary } from "./permissions-boundary";
export {
  denyWithoutTls,
  policyDocument,
  type PolicyStatement,
  resourcePolicy,
  type ResourcePolicyStatement,
} from "./policy-document";
