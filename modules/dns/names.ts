import { rules } from "../core";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
export const DOMAIN_NAME = rules.text(
  /^(?=.{1,253}$)(\*\.)?([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
  "a domain name in lowercase letters",
  "write it like app.example.com or *.example.com",
);

export const ZONE_ID = rules.text(
  /^[A-Z0-9]{1,32}$/,
  "the id of a hosted zone",
  "copy it from the Route 53 console: Z0123…",
);

/**
 * The first name of a certificate, its common name.
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
export const COMMON_NAME = rules.text(
  /^.{1,64}$/,
  "a name of at most 64 characters",
  "give a shorter one, e.g. a wildcard, and the long one in 'alternativeNames'",
);
