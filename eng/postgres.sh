#!/usr/bin/env bash
# A throwaway PostgreSQL for tests, on 127.0.0.1 and a socket in its folder. Needs no init system and no root, works with root.
#
#   eval "$(eng/postgres.sh start)"   starts it (or finds it running) and exports PRILAVOK_TEST_POSTGRES
#   eval "$(eng/postgres.sh env)"     the same line for a server that runs; fails when none does
#   eng/postgres.sh down, then up     ends it as a crash does and keeps its folder; starts it again at the port it had
#   eng/postgres.sh stop              ends it and removes its folder
#
# PRILAVOK_POSTGRES_FOLDER   where it lives       [a folder under /tmp, one per user and clone]
# PRILAVOK_POSTGRES_OPTIONS  for the server       [none; "-c fsync=off" makes tests faster and proves less]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
folder=${PRILAVOK_POSTGRES_FOLDER:-/tmp/prilavok-postgres-$(id -u)-$(cksum <<<"$here" | cut -d' ' -f1)}
user=prilavok
database=prilavok

say() { echo "postgres.sh: $*" >&2; }

find_binaries() {
    local newest
    newest=$(find /usr/lib/postgresql -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    if [[ -n $newest ]]; then
        dirname "$newest"
    elif command -v initdb >/dev/null; then
        dirname "$(command -v initdb)"
    else
        return 1
    fi
}

install_package() {
    say "installing PostgreSQL"
    local as_root=()
    [[ $(id -u) -eq 0 ]] || as_root=(sudo)
    "${as_root[@]}" apt-get update >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql >&2
}

# PostgreSQL refuses to run as root; its package brings a user who may.
unprivileged() {
    if [[ $(id -u) -eq 0 ]]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

is_running() { [[ -f $folder/port ]] && unprivileged "$bin/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; }

print_env() {
    echo "export PRILAVOK_TEST_POSTGRES='Host=127.0.0.1;Port=$(cat "$folder/port");Username=$user;Database=$database'"
}

# Only a folder this script made is ever removed.
remove() {
    [[ ! -e $folder || -f $folder/initdb.log ]] || { say "$folder is not mine"; exit 1; }
    rm -rf "$folder"
}

# Text is compared by a language's rules, as on a real server, so that a query that relies on the order of bytes is found out.
init() {
    remove
    mkdir -m 700 "$folder"
    touch "$folder/initdb.log"
    [[ $(id -u) -ne 0 ]] || chown postgres: "$folder"
    unprivileged "$bin/initdb" -D "$folder/data" -U "$user" -A trust -E UTF8 --locale=C.UTF-8 \
        --locale-provider=icu --icu-locale=en >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; return 1; }
}

serve() {
    unprivileged "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 \
        -o "-p $1 -k $folder -c listen_addresses=127.0.0.1 -c max_connections=200 ${PRILAVOK_POSTGRES_OPTIONS:-}" start >&2
}

# The port is taken by trying: a look beforehand would be out of date by the time the server starts.
launch() {
    local port
    for _ in $(seq 20); do
        port=$((20000 + RANDOM % 30000))
        if serve "$port"; then
            unprivileged "$bin/createdb" -h "$folder" -p "$port" -U "$user" "$database" >&2
            echo "$port" >"$folder/port"
            return
        fi
    done
    cat "$folder/server.log" >&2
    return 1
}

case ${1:-} in
start)
    bin=$(find_binaries) || { install_package && bin=$(find_binaries); }
    if ! is_running; then
        init
        launch
    fi
    print_env
    ;;
env)
    bin=$(find_binaries) && is_running || { say "not running"; exit 1; }
    print_env
    ;;
down)
    bin=$(find_binaries) && is_running || { say "not running"; exit 1; }
    unprivileged "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >&2
    ;;
up)
    bin=$(find_binaries) && [[ -f $folder/port ]] || { say "never started"; exit 1; }
    is_running || serve "$(cat "$folder/port")"
    ;;
stop)
    if bin=$(find_binaries) && is_running; then
        unprivileged "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >&2
    fi
    remove
    ;;
*)
    say "usage: $0 start|env|down|up|stop"
    exit 2
    ;;
esac
