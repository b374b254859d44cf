#!/usr/bin/env bash
# Runs the tests of the workbench over PostgreSQL, or those that are named, in a cluster of its own that is gone afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
folder=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$folder"
as "$bin/initdb" -D "$folder/data" -A trust -E UTF8 >/dev/null
port=$((50000 + RANDOM % 10000))
as "$bin/pg_ctl" -D "$folder/data" -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=300" -l "$folder/log" -w start >/dev/null
trap 'as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null; rm -rf "$folder"' EXIT
user=$([ "$(id -u)" = 0 ] && echo postgres || whoami)
export GUIJU_TEST_POSTGRES="postgres://$user@127.0.0.1:$port/postgres"
[ $# -gt 0 ] || set -- test/serve test/store test/long/{jobs,hostile-routes,kill,oidc}.test.ts test/browser/workbench.test.ts test/browser/compiled.test.ts test/browser/sign-in.test.ts
node scripts/test.ts "$@"
