export { IamRole, type IamRoleProps } from "./iam-role";
export { denyWithoutTls, policyDocument, type PolicyStatement } from "./policy-document";
