"""Writes modules/core/known-regions.ts: the regions that botocore knows, and their zones as far as moto knows them.

    python3 -m pip install --upgrade botocore "moto[server]"
    python3 tools/regions/update_regions.py
"""

import json
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend

OUTPUT = Path(__file__).parents[2] / "modules/core/known-regions.ts"

HEAD = """\
/**
 * The letters of the zones of each region; none where they are not published. Written by tools/regions/update_regions.py.
 *
 * Regions: partitions.json of botocore {botocore}. Zones: DescribeAvailabilityZones, as moto {moto} carries it.
 */
export const KNOWN_REGIONS: Readonly<Record<string, string>> = {{
"""


def regions():
    partitions = json.loads(files("botocore").joinpath("data/partitions.json").read_text())["partitions"]
    names = (name for partition in partitions for name in partition["regions"])
    return sorted(name for name in names if not name.endswith("-global"))


def zones(region):
    known = RegionsAndZonesBackend.zones.get(region, [])
    return "".join(sorted(zone.name.removeprefix(region) for zone in known))


def main():
    lines = [f'  "{region}": "{zones(region)}",\n' for region in regions()]
    head = HEAD.format(botocore=version("botocore"), moto=version("moto"))
    made = f'\n/** When the list was made. */\nexport const KNOWN_REGIONS_DATE = "{date.today()}";\n'
    OUTPUT.write_text(head + "".join(lines) + "};\n" + made)


if __name__ == "__main__":
    main()
