export { accountOf } from "./account-of";
export { IamRole, type IamRoleProps } from "./iam-role";
export { policyDocument, type PolicyStatement } from "./policy-document";
