#!/usr/bin/env bash
# Deliveries of the peers, beside the loop and the server of `deliveries`: each job is persisted first, then sent and marked.
#
#   bench/peers/run.sh            Hangfire on PostgreSQL, BullMQ on Redis; redis-server and node (with npm) must be there
#   JOBS_HANGFIRE=3000 JOBS_BULLMQ=40000 SIZE=1507 WORKERS=64
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

size=${SIZE:-1507} workers=${WORKERS:-64} bench=artifacts/bin/Prilavok.Bench/release/Prilavok.Bench
folder=$(mktemp -d)
chmod 755 "$folder" # PostgreSQL runs as another user.
export PRILAVOK_POSTGRES_FOLDER=$folder/postgres
cleanup() {
    kill "${sink:-}" "${redis:-}" 2>/dev/null || true
    eng/postgres.sh stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap cleanup EXIT

dotnet build -c Release bench/Prilavok.Bench >&2
dotnet build -c Release bench/peers/hangfire.cs >&2
(cd bench/peers/bullmq && npm install --no-package-lock --no-audit --no-fund >&2)

"$bench" sink >"$folder/sink" & sink=$!
redis-server --port 16379 --dir "$folder" --appendonly yes --appendfsync everysec >"$folder/redis" & redis=$!
eval "$(eng/postgres.sh start)"
until [[ -s $folder/sink ]] && redis-cli -p 16379 ping >/dev/null 2>&1; do sleep 0.1; done
url=$(cat "$folder/sink")

loop=$("$bench" post --url "$url" --size "$size" --callers "$workers" --seconds 8)
hangfire=$(dotnet run -c Release --no-build bench/peers/hangfire.cs -- "$PRILAVOK_TEST_POSTGRES" "$url" "${JOBS_HANGFIRE:-3000}" "$size" "$workers")
bullmq=$(node bench/peers/bullmq/run.mjs 16379 "$url" "${JOBS_BULLMQ:-40000}" "$size" "$workers")

printf '| peers, %s bytes, %s workers | |\n|---|---|\n' "$size" "$workers"
printf '| HttpClient in a loop, per second | %.0f |\n' "$loop"
printf '| Hangfire on PostgreSQL, per second | %s |\n' "$hangfire"
printf '| BullMQ on Redis, append-only file synced every second, per second | %s |\n' "$bullmq"
