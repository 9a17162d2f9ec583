export { AliasRecord, type AliasRecordProps, type AliasTarget } from "./alias-record";
export { Certificate, type CertificateProps } from "./certificate";
