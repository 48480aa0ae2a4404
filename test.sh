#!/usr/bin/env bash
# The test command: builds everything, looks at its form, and runs every test on both databases.
#
#   ./test.sh            all of it; PostgreSQL, nginx, Chromium and libfaketime are installed where they are missing, and PostgreSQL is started for the time of the tests
#   ./test.sh Storage    only the test projects whose names hold this word, and no durability
#
# PRILAVOK_TEST_POSTGRES   connection string of a server to use instead of starting one
# CI=true                  what would be skipped for want of a database, of nginx or of Chromium fails
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# No build helpers that outlive the build and keep its pipes open.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# A bare machine has no language data; there the tools must be told to do without.
[[ $(/sbin/ldconfig -p) == *libicuuc* ]] || export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

step() { printf '\n== %s\n' "$*"; }

dotnet --version >/dev/null || {
    echo "test.sh: the .NET SDK that global.json names is needed; see https://dotnet.microsoft.com/download" >&2
    exit 1
}

projects=()
for project in tests/*.Tests; do
    [[ $project != *"${1:-}"* ]] || projects+=("$(basename "$project")")
done
((${#projects[@]})) || { echo "test.sh: no test project has '$1' in its name" >&2; exit 2; }

if [[ -z ${PRILAVOK_TEST_POSTGRES:-} ]]; then
    step "PostgreSQL"
    trap 'eng/postgres.sh stop >/dev/null 2>&1' EXIT
    started=$(eng/postgres.sh start)
    eval "$started"
fi

install() { # WHAT PACKAGE: where there are no packages of Debian, it is left to whoever runs this
    local as_root=()
    [[ $(id -u) -eq 0 ]] || as_root=(sudo)
    ! command -v apt-get >/dev/null || {
        step "$1"
        "${as_root[@]}" apt-get update
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2"
    }
}

# The package starts a server of its own, which nobody asked for.
stop_nginx() {
    local as_root=()
    [[ $(id -u) -eq 0 ]] || as_root=(sudo)
    "${as_root[@]}" service nginx stop >/dev/null 2>&1 || true
}

# The proxy that is shipped is tried with it.
install_nginx() {
    command -v nginx >/dev/null || [[ -x /usr/sbin/nginx ]] || { install nginx nginx-light && stop_nginx; } ||
        echo "nginx could not be installed: what is tried with it is skipped, or fails where CI=true" >&2
    export PATH=$PATH:/usr/sbin
}

# What pages of others reach is tried in a browser.
install_chromium() {
    command -v chromium >/dev/null || install Chromium chromium ||
        echo "Chromium could not be installed: what is tried with it is skipped, or fails where CI=true" >&2
}

# Puts the clock back for one process. Without it, durability leaves that scenario out.
install_faketime() {
    compgen -G '/usr/lib*/faketime/libfaketimeMT.so.1' >/dev/null || compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null ||
        install libfaketime libfaketime
}

[[ ${projects[*]} != *Server* ]] || { install_nginx; install_chromium; }

step "Build"
dotnet build Prilavok.slnx -c Release

step "Form"
dotnet format Prilavok.slnx --no-restore --verify-no-changes

mkdir -p artifacts/tests
report=() failed=0 all_passed=0 all_failed=0 all_skipped=0
for project in "${projects[@]}"; do
    step "$project"
    log=artifacts/tests/$project.log
    "artifacts/bin/$project/release/$project" -noColor -noLogo -longRunning 120 | tee "$log" && ended=0 || ended=1

    # "Total: 9, Errors: 0, Failed: 1, Skipped: 2, …"; without tests there is only a total, and a crash leaves no line at all.
    read -r total errors fails skips < <(sed -nE 's/.* Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/p' "$log" | tail -n 1) || total=0
    if ((total == 0)); then
        report+=("$(printf '%-32s no tests were run' "$project")") failed=1
        continue
    fi

    fails=$((fails + errors))
    report+=("$(printf '%-32s %5d passed %5d failed %5d skipped' "$project" $((total - fails - skips)) "$fails" "$skips")")
    all_passed=$((all_passed + total - fails - skips)) all_failed=$((all_failed + fails)) all_skipped=$((all_skipped + skips))
    ((ended == 0 && fails == 0)) || failed=1
done

if [[ -z ${1:-} ]]; then
    install_faketime
    step "Durability, the short form"
    if artifacts/bin/Prilavok.Bench/release/Prilavok.Bench durability --short; then
        report+=("durability                           nothing was lost")
    else
        report+=("durability                           not all is well") failed=1
    fi
fi

step "Tests, on SQLite and on PostgreSQL ($PRILAVOK_TEST_POSTGRES)"
printf '%s\n' "${report[@]}"
printf '%-32s %5d passed %5d failed %5d skipped\n' total "$all_passed" "$all_failed" "$all_skipped"

# Each test that failed stands here once more, so that the last lines of a run name it.
for project in "${projects[@]}"; do
    grep -A 20 -F '[FAIL]' "artifacts/tests/$project.log" || true
done
((failed == 0)) && echo "All is well." || echo "Not all is well."
exit "$failed"
