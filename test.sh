#!/usr/bin/env bash
# Builds the solution once and runs every test project.
#
#   ./test.sh                    everything, as CI runs it
#   ./test.sh --slow             with the long lanes (tests marked [Trait("Lane", "slow")]) too
#   ./test.sh --filter WORD      only tests whose full name contains WORD
#
# The last line is always "N passed, N failed, N skipped"; a build that fails counts as one failure. The exit code is 0
# only when tests ran and none failed.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0"; }

runner_args=()
slow=0
while (( $# > 0 )); do
  case $1 in
    --slow) slow=1 ;;
    --filter)
      if [[ -z ${2:-} ]]; then echo "--filter needs a part of a test's full name." >&2; exit 2; fi
      runner_args+=(-method "*$2*"); shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "Unknown option '$1'." >&2; usage >&2; exit 2 ;;
  esac
  shift
done
(( slow )) || runner_args+=(-trait- Lane=slow)

# The servers that are installed run for these tests only, beside those of anybody else: tests/servers/README.md.
servers=tests/servers/servers.sh
export EDIFY_SERVERS_SET=test-$$
results=$(mktemp -d)
clean_up() {
  trap '' INT TERM HUP
  "$servers" stop || true
  rm -rf "$results"
}
trap clean_up EXIT
printf '%s\n' ${runner_args[@]+"${runner_args[@]}"} > "$results/args"
export RESULTS=$results

# The count of an attribute on the <assembly> element of a result file; 0 when there is none.
count() { # attribute file
  local value
  value=$(grep -o '<assembly [^>]*' "$2" | grep -o " $1=\"[0-9]*\"" | tr -dc 0-9) || true
  echo "${value:-0}"
}

# Runs one project. Its failures are shown in full as soon as it ends, in one piece though two projects run at a time.
run_project() { # name
  local name=$1 log=$RESULTS/$1.log xml=$RESULTS/$1.xml args=() line code=0
  while IFS= read -r line; do args+=("$line"); done < "$RESULTS/args"
  dotnet "tests/$name/bin/Release/net10.0/$name.dll" -noColor -noLogo -noAutoReporters -reporter quiet -xml "$xml" \
    "${args[@]}" > "$log" 2>&1 < /dev/null || code=$?

  local passed=0 failed=0 skipped=0
  if [[ -s $xml ]]; then
    passed=$(count passed "$xml") skipped=$(count skipped "$xml")
    failed=$(( $(count failed "$xml") + $(count errors "$xml") ))
  fi
  # A process that ends badly without saying which test it was has failed all the same.
  if (( code != 0 && failed == 0 )); then failed=1; echo "The test process ended with code $code." >> "$log"; fi

  echo "$passed $failed $skipped" > "$RESULTS/$name.sum"
  {
    printf '%-34s %5d passed, %d failed, %d skipped\n' "$name" "$passed" "$failed" "$skipped"
    if [[ -s $xml ]]; then
      grep -o '<reason>[^]]*' "$xml" | sed 's/<reason><!\[CDATA\[/    skipped: /' | sort | uniq -c | sed 's/^ *\([0-9]*\) *skipped:/    skipped \1:/' || true
    fi
    if (( failed > 0 )); then sed 's/^/    /' "$log"; fi
  } > "$RESULTS/$name.out"
  cat "$RESULTS/$name.out"
}
export -f run_project count

echo "Building"
if ! dotnet build Edify.Rag.sln -c Release -v quiet --nologo -clp:ErrorsOnly < /dev/null; then
  echo "The build failed; no test was run."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

# Tests that need a server which did not start say so themselves; here stands why.
"$servers" start > "$results/servers" 2>&1 < /dev/null || cat "$results/servers"

echo "Testing"
projects=$(for project in tests/*/*.Tests.csproj; do basename "$project" .csproj; done)
xargs -n 1 -P 2 bash -c 'run_project "$1"' _ <<< "$projects" || true

passed=0 failed=0 skipped=0
for name in $projects; do
  read -r p f s < "$results/$name.sum" 2> /dev/null || { p=0 f=1 s=0; echo "$name did not run."; }
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done

(( passed + failed + skipped > 0 )) || echo "No test ran."
echo "$passed passed, $failed failed, $skipped skipped"
(( failed == 0 && passed > 0 ))
