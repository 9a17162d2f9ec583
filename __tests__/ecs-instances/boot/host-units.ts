/**
 * The units of the host that the generated ones name, with what orders and requires them; what they run is left out.
 *
 * - `ecs.service`, as the ECS-optimised Amazon Linux images have it:
 *   https://github.com/aws/amazon-ecs-agent/blob/master/packaging/amazon-linux-ami-integrated/ecs.service
 * - `docker.service` of these images waits for cloud-init: https://github.com/aws/amazon-ecs-agent/issues/1707
 * - `cloud-final.service`, whose last part is user data:
 *   https://github.com/canonical/cloud-init/blob/main/systemd/cloud-final.service
 * - the targets are those of systemd.special(7)
 */
export const HOST_UNITS: Readonly<Record<string, string>> = {
  "ecs.service": `[Unit]
Wants=docker.service
PartOf=docker.service
After=docker.service
After=cloud-final.service

[Service]
Type=simple
Restart=on-failure
ExecStart=/bin/true

[Install]
WantedBy=multi-user.target
`,
  "docker.service": `[Unit]
Wants=network-online.target
After=network-online.target cloud-final.service

[Service]
ExecStart=/bin/true

[Install]
WantedBy=multi-user.target
`,
  "cloud-final.service": `[Unit]
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=/bin/true
`,
  "rsyslog.service": "[Service]\nExecStart=/bin/true\n",
  ...Object.fromEntries(
    ["network-online", "sysinit", "basic", "shutdown", "multi-user"].map((name) => [
      `${name}.target`,
      "[Unit]\nDefaultDependencies=no\n",
    ]),
  ),
};
