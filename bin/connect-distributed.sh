#!/usr/bin/env bash
# Starts one worker of a cluster:  connect-distributed.sh worker.properties
# The worker program is built on first use, compiled ahead of time for this machine (ReadyToRun); a newer source builds it again.
# CONNECT_WORKER_DLL names a program that is built already.
set -euo pipefail
mode="$(basename "$0" .sh)"; mode="${mode#connect-}"
home="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
dll="${CONNECT_WORKER_DLL:-$home/artifacts/worker/Connect.Worker.dll}"
if [ -z "${CONNECT_WORKER_DLL:-}" ]; then
  if [ ! -f "$dll" ] || [ -n "$(find "$home/src" "$home/Directory.Build.props" "$home/Directory.Packages.props" -newer "$dll" \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' \) -print -quit)" ]; then
    echo "Building the worker program (once)…" >&2
    log="$(mktemp)"
    publish=(dotnet publish "$home/src/Connect.Worker/Connect.Worker.csproj" -c Release --no-self-contained -p:PackAsTool=false -v quiet -nologo
      -o "$(dirname "$dll")")
    # Without access to a package source there is no ahead-of-time compiler: the program then compiles itself while it runs.
    if ! "${publish[@]}" --use-current-runtime >"$log" 2>&1 && ! "${publish[@]}" >"$log" 2>&1; then
      cat "$log" >&2; rm -f "$log"; exit 2
    fi
    rm -f "$log"; touch "$dll"
  fi
fi
# One arena of glibc's allocator for all threads: what one thread of the Kafka client frees for another stays in an arena of its own (15 MB with a million records).
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
exec dotnet "$dll" "$mode" "$@"
