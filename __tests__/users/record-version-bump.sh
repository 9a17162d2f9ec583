#!/usr/bin/env bash
# Records which calls of AWS a version bump makes, for version-bump-calls.json:
#
#   AWS_ENDPOINT_URL=http://127.0.0.1:<port of a local AWS> … bash __tests__/users/record-version-bump.sh
#
# Deploys the stack in deployer-stack.ts with the real Terraform and the real provider, then version v2, logged.
set -euo pipefail
tests=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npx tsx "$tests/synthesize-deployer-stack.ts" "$work/out"
cd "$work/out/stacks/acc"
echo '{ "provider": { "aws": { "max_retries": 3 } } }' >local_override.tf.json
aws s3 mb s3://shop-state
terraform init -input=false
terraform apply -input=false -auto-approve
# What a second plan wants to change would be recorded as a part of the version bump.
terraform plan -input=false -detailed-exitcode
TF_LOG=json TF_LOG_PATH="$work/log" terraform init -input=false -reconfigure
TF_LOG=json TF_LOG_PATH="$work/log" terraform apply -input=false -auto-approve -var app_version=v2

python3 - "$work/log" >"$tests/version-bump-calls.json" <<'PYTHON'
import collections
import json
import sys

calls = {"reads": collections.defaultdict(set), "changes": collections.defaultdict(set)}
state = set()
for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    if "HTTP Request Sent" not in entry["@message"]:
        continue
    call = f"{entry['rpc.service']}: {entry['rpc.method']}"
    if "tf_resource_type" not in entry:
        state.add(call)
    else:
        kind = "changes" if entry["tf_rpc"] == "ApplyResourceChange" else "reads"
        calls[kind][entry["tf_resource_type"]].add(call)
print(json.dumps({**calls, "state": state}, default=sorted, indent=2, sort_keys=True))
PYTHON
