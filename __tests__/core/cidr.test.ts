import { contains, overlap, parseCidr, subnetOf } from "../../modules/core";

describe("an IPv4 range", () => {
  test.each([
    ["10.1.0.0/16", 167_837_696, 167_903_231],
    ["0.0.0.0/0", 0, 4_294_967_295],
    ["255.255.255.255/32", 4_294_967_295, 4_294_967_295],
  ])("%s has its first and last address", (text, first, last) => {
    expect(parseCidr(text)).toMatchObject({ text, first, last });
  });

  test.each([
    "10.1.0.0",
    "10.1.0/16",
    "256.1.0.0/16",
    "10.1.0.0/33",
    "10.1.0.1/16",
    "10.1.0.0/16 ",
    "fd00::/8",
  ])("%j is none", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test.each([
    ["10.1.0.0/16", 24, 0, "10.1.0.0/24"],
    ["10.1.0.0/16", 24, 255, "10.1.255.0/24"],
    ["192.168.128.0/20", 28, 50, "192.168.131.32/28"],
  ])(
    "%s is divided into /%i like Terraform's cidrsubnet: number %i is %s",
    (range, prefix, index, expected) => {
      const subnet = subnetOf(parsed(range), prefix, index);
      expect(subnet).toEqual(parsed(expected));
    },
  );

  test.each([
    ["10.1.0.0/16", "10.1.255.0/24", { contains: true, overlap: true }],
    ["10.1.255.0/24", "10.1.0.0/16", { contains: false, overlap: true }],
    ["10.1.0.0/16", "10.2.0.0/16", { contains: false, overlap: false }],
  ])("%s and %s are compared", (one, other, expected) => {
    const [a, b] = [parsed(one), parsed(other)];
    expect({ contains: contains(a, b), overlap: overlap(a, b) }).toEqual(expected);
  });
});

function parsed(text: string) {
  const cidr = parseCidr(text);
  if (cidr === undefined) {
    throw new Error(`${text} is no range`);
  }
  return cidr;
}
