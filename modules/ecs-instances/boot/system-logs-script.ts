import { writeFile } from "./shell";

/**
 * Commands that make the CloudWatch agent send the files to the log groups `<prefix><file>`.
 *
 * Amazon Linux 2023 keeps kernel, messages and Docker in the journal only, which the packaged agent does not read in
 * all its versions: rsyslog writes the three to the files of old, and logrotate keeps them small. Its own package
 * rotates messages.
 */
export function systemLogsScript(files: readonly string[], prefix: string, region: string): string {
  return [
    writeFile("/etc/rsyslog.d/ecs-instance.conf", "0644", RSYSLOG),
    writeFile("/etc/logrotate.d/ecs-instance", "0644", LOGROTATE),
    "systemctl enable rsyslog.service",
    "systemctl restart rsyslog.service",
    writeFile(CONFIG, "0644", JSON.stringify(agentConfig(files, prefix, region), null, 1)),
    `${AGENT}/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${CONFIG}`,
  ].join("\n");
}

const AGENT = "/opt/aws/amazon-cloudwatch-agent";
const CONFIG = `${AGENT}/etc/ecs-instance.json`;

const RSYSLOG = `kern.* -/var/log/dmesg
:programname, isequal, "dockerd" -/var/log/docker
`;

const LOGROTATE = `/var/log/dmesg /var/log/docker {
  size 20M
  rotate 1
  missingok
  notifempty
  sharedscripts
  postrotate
    systemctl kill -s HUP rsyslog.service
  endscript
}
`;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html */
function agentConfig(files: readonly string[], prefix: string, region: string): object {
  return {
    agent: { region, run_as_user: "root" },
    logs: {
      logs_collected: {
        files: {
          collect_list: files.map((file) => ({
            file_path: file,
            log_group_name: `${prefix}${file}`,
            log_stream_name: "{instance_id}",
          })),
        },
      },
    },
  };
}
