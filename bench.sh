#!/usr/bin/env bash
# Measures a scenario and prints its figures beside their goals: ./bench.sh NAME [--json] [--check] [--save] [--scale=N]
#
#   --json     the figures for machines
#   --check    exit code 1 when a goal is missed
#   --save     write benchmarks/results/NAME.md and NAME.json
#   --scale=N  measure another size, 1 being the one that goals are for; for scenarios that have one
#
# Without a name, or with an unknown one, it lists the scenarios.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build "$root/benchmarks/Edify.Rag.Benchmarks" -c Release -v quiet --nologo -clp:ErrorsOnly >&2
exec dotnet "$root/benchmarks/Edify.Rag.Benchmarks/bin/Release/net10.0/Edify.Rag.Benchmarks.dll" "$@"
