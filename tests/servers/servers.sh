#!/usr/bin/env bash
# Real servers for the tests, on this machine and on loopback only.
#
#   tests/servers/servers.sh install [NAME…]   fetch what they need into the cache; nothing is installed on the host
#   tests/servers/servers.sh start [NAME…]     start them and wait until each answers; without a name, what is installed
#   tests/servers/servers.sh stop              stop them; no process and no data stays behind
#   tests/servers/servers.sh status            which are installed, and which answer
#   tests/servers/servers.sh env               how to reach them, as lines VARIABLE=VALUE
#
# NAME is azure, s3, postgres or redis. README.md tells where they lie and how a second set is started beside the first.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${EDIFY_SERVERS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/edify-rag/servers}
set_name=${EDIFY_SERVERS_SET:-run}
run=$cache/$set_name
all=(azure s3 postgres redis)

for part in basics processes azure debian postgres redis s3; do
  # shellcheck source=/dev/null
  source "$here/parts/$part.sh"
done

usage() { sed -n '2,10s/^# \{0,1\}//p' "$0"; }

# The servers are independent, so they start side by side; each says itself what went wrong.
start() {
  local name names=("$@") starting=() pid failed=0
  if (( $# == 0 )); then
    for name in "${all[@]}"; do
      # Who brings a server needs no second one.
      if "${name}_is_installed" && [[ -z $(printenv "$(variable "$name")") ]]; then names+=("$name"); fi
    done
    if (( ${#names[@]} == 0 )); then echo "Nothing to start: no server is installed in $cache that is not given by a variable."; return 0; fi
  fi

  stop_abandoned_sets
  mkdir -p "$run" && chmod 700 "$run"
  for name in "${names[@]}"; do
    "${name}_is_installed" || fail "$name is not installed; 'tests/servers/servers.sh install $name' does it."
  done
  for name in "${names[@]}"; do ( start_one "$name" ) & starting+=($!); done
  for pid in "${starting[@]}"; do wait "$pid" || failed=1; done
  cat /dev/null "$run"/*.setting > "$run/servers.env.new" 2> /dev/null || true
  mv "$run/servers.env.new" "$run/servers.env"
  return "$failed"
}

status() {
  local name state
  for name in "${all[@]}"; do
    state="not installed"
    if "${name}_is_installed"; then state="installed"; fi
    if is_up "$name"; then state="answers on 127.0.0.1:$(cat "$run/$name.port")"; fi
    printf '%-9s %s\n' "$name" "$state"
  done
}

command=${1:-help}
shift || true
for name in "$@"; do
  case " ${all[*]} " in *" $name "*) ;; *) fail "There is no server '$name'; there are ${all[*]}." 2 ;; esac
done
case $set_name in *[!a-zA-Z0-9._-]* | .* | debian* | azurite*) fail "EDIFY_SERVERS_SET is '$set_name'; it takes letters, digits, '-', '_' and '.'." 2 ;; esac

case $command in
  install)
    if (( $# == 0 )); then set -- "${all[@]}"; fi
    lock; install_each "$@" ;;
  start) lock; start "$@" ;;
  stop) lock; stop_set "$set_name" ;;
  status) status ;;
  env) if [[ -f $run/servers.env ]]; then cat "$run/servers.env"; fi ;;
  help | -h | --help) usage ;;
  *) echo "Unknown command '$command'." >&2; usage >&2; exit 2 ;;
esac
