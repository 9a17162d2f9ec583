"""Gaps in moto's Elastic File System."""

import json

from moto.efs.responses import EFSResponse

from .gap import Gap, client, is_unimplemented


def update_file_system(response):
    """Changes the throughput of a file system, the only thing that AWS lets one change."""
    _, file_systems = response.efs_backend.describe_file_systems(
        file_system_id=response._get_param("FileSystemId")
    )
    file_system = file_systems[0]
    file_system.throughput_mode = response._get_param("ThroughputMode")
    file_system.provisioned_throughput_in_mibps = response._get_param(
        "ProvisionedThroughputInMibps"
    )
    return json.dumps(file_system.info_json()), {"status": 202, "Content-Type": "application/json"}


class FileSystemUpdate(Gap):
    id = "efs-file-system-update"
    reason = "UpdateFileSystem is not implemented: a change of the throughput mode fails."

    def patch(self):
        EFSResponse.update_file_system = update_file_system

    def probe(self):
        efs = client("efs")
        file_system = efs.create_file_system(CreationToken="probe")
        return is_unimplemented(
            efs.update_file_system,
            FileSystemId=file_system["FileSystemId"],
            ThroughputMode="elastic",
        )


GAPS = [FileSystemUpdate()]
