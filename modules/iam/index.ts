export { IamRole, type IamRoleProps } from "./iam-role";
export {
  denyWithoutTls,
  policyDocument,
  type PolicyStatement,
  resourcePolicy,
  type ResourcePolicyStatement,
} from "./policy-document";
