# What every part uses.

fail() { # message [exit code]
  echo "$1" >&2
  exit "${2:-1}"
}

# One command at a time: nobody starts what somebody else still installs, and two sets never choose the same port. The lock
# is held by every process that inherits it, so what an interrupted start has under way is over before a stop begins.
lock() {
  mkdir -p "$cache"
  exec 9> "$cache/lock"
  command -v flock > /dev/null || return 0
  flock -n 9 && return
  echo "Waiting for another ${0##*/}." >&2
  flock -w 900 9 || fail "Another ${0##*/} has held $cache/lock for 15 minutes."
}

# Runs a function up to its first command that fails, and leaves its result in 'code'. Bash does not stop at a failure in what
# is a condition, hence neither 'if' nor '||'.
attempt() { # command…
  set +e
  ( set -e; "$@" )
  code=$?
  set -e
}

# Installs each of several things, even where one of them fails.
install_each() { # name…
  local name code failed=0
  for name in "$@"; do
    attempt "${name}_install"
    (( code == 0 )) || failed=1
  done
  return "$failed"
}

# What is downloaded may fail for a moment. The log of the last try is shown, since it has the reason.
retry() { # what log command…
  local what=$1 log=$2 pause
  shift 2
  for pause in 2 8 0; do
    if "$@" > "$log" 2>&1 < /dev/null; then return 0; fi
    if (( pause > 0 )); then echo "$what failed; trying again in $pause s." >&2; sleep "$pause"; fi
  done
  echo "$what failed three times. The last lines of its output:" >&2
  tail -n 12 "$log" | sed 's/^/    /' >&2
  return 1
}

# Something that nobody guesses, so that no other user of the machine gets into a server.
secret() { od -An -v -tx1 -N20 /dev/urandom | tr -d ' \n'; }

variable() { # server
  case $1 in
    azure) echo EDIFY_TEST_AZUREBLOBS ;;
    s3) echo EDIFY_TEST_S3 ;;
    postgres) echo EDIFY_TEST_POSTGRES ;;
    redis) echo EDIFY_TEST_REDIS ;;
  esac
}
