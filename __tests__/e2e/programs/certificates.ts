import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { TerraformStack } from "cdktf";
import { runExample } from "../../../examples/run-example";
import { Certificate } from "../../../modules/dns";
import { addS3State, addTerraformSettings } from "../../../modules/terraform-settings";

const REGION = "eu-central-1";

/** Two certificates of one domain in one account, as two balancers may have them. ACM proves both by one record. */
runExample({ name: "certificates" }, (app, { name }) => {
  const stack = new TerraformStack(app, name);
  addTerraformSettings(stack, { region: REGION, environment: name, project: "tests" });
  addS3State(stack, { bucket: `${name}-states`, key: "terraform.tfstate", region: REGION });
  const { zoneId } = new Route53Zone(stack, "zone", { name: "shop.example.com" });
  new Certificate(stack, "shop", { zoneId, domainName: "shop.example.com" });
  new Certificate(stack, "all-shops", {
    zoneId,
    domainName: "*.shop.example.com",
    alternativeNames: ["shop.example.com"],
  });
});
