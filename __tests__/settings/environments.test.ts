import { stateBucketOf } from "../../settings";
import { overlap, parseCidr } from "../../modules/core";
import { environments } from "../support/environments";

const all = Object.entries(environments);

describe("the environments", () => {
  test.each(all)("%s is found by its own name", (key, { name }) => {
    expect(name).toBe(key);
  });

  test.each(all)("%s has its zones in its own region", (_, { region, network }) => {
    const zones = "zones" in network ? network.zones : [];
    expect(zones.length).toBeGreaterThan(0);
    expect(zones.filter((zone) => !new RegExp(`^${region}[a-z]$`).test(zone))).toEqual([]);
  });

  test("keep their states apart", () => {
    const buckets = all.map(([, environment]) => stateBucketOf(environment, undefined));
    expect(new Set(buckets).size).toBe(all.length);
  });

  test("have networks that can be connected some day", () => {
    const ranges = all.flatMap(([, { network }]) =>
      "cidrBlock" in network ? (parseCidr(network.cidrBlock) ?? []) : [],
    );
    expect(ranges).toHaveLength(all.length);
    for (const [index, range] of ranges.entries()) {
      expect(ranges.slice(0, index).filter((other) => overlap(other, range))).toEqual([]);
    }
  });
});
