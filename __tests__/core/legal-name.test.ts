import { legalName } from "../../modules/core";

const ILLEGAL = /[^A-Za-z0-9-]/g;

describe("a name that is made here", () => {
  test("stays as it is where AWS takes it", () => {
    expect(legalName("a".repeat(32), 32)).toBe("a".repeat(32));
    expect(legalName("acc-public", 32, ILLEGAL)).toBe("acc-public");
  });

  test("is cut off, and ends with a hash of the whole, where it is too long", () => {
    const long = "acceptance-of-the-shop-public-balancer";

    expect(legalName(long, 32)).toMatch(/^acceptance-of-the-shop-pu-[0-9a-f]{6}$/);
    expect(legalName(`${long}-a`, 32)).not.toBe(legalName(`${long}-b`, 32));
  });

  test("has a hyphen in place of what AWS does not take, and the hash, so that no two names become one", () => {
    expect(legalName("acc-my_web", 32, ILLEGAL)).toMatch(/^acc-my-web-[0-9a-f]{6}$/);
    expect(legalName("acc-my_web", 32, ILLEGAL)).not.toBe(legalName("acc-my-web", 32, ILLEGAL));
  });
});
