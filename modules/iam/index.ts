export { IamRole, type IamRoleProps } from "./iam-role";
export { policyDocument, type PolicyStatement } from "./policy-document";
