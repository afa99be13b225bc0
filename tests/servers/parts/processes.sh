# Starting, watching and stopping. A set is a folder with, for each server, its port, its setting (the line of servers.env),
# its log and its processes.

listens() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; } # port

# Below the ports that systems give to clients. Each server has a range of its own, so that those that start side by side
# do not choose the same; EDIFY_SERVERS_<NAME>_PORT fixes one.
choose_port() { # server first
  local fixed port
  fixed=$(printenv "EDIFY_SERVERS_$(tr a-z A-Z <<< "$1")_PORT" || true)
  if [[ -n $fixed ]]; then
    ! listens "$fixed" || fail "$1: port $fixed, which EDIFY_SERVERS_$(tr a-z A-Z <<< "$1")_PORT asks for, is in use."
    echo "$fixed"; return
  fi
  for _ in {1..50}; do
    port=$(( $2 + RANDOM % 1000 ))
    if ! listens "$port"; then echo "$port"; return; fi
  done
  fail "$1: no port is free from $2 on."
}

# A process of its own group, which an interrupt of the terminal does not reach. The time at which it began is kept beside its
# number, since numbers come again.
launch() { # server signal-that-ends-it command…
  local server=$1 signal=$2
  shift 2
  set -m
  "$@" >> "$run/$server.log" 2>&1 < /dev/null 9>&- &
  set +m
  echo "$signal $! $(ps -o lstart= -p $! | xargs)" >> "$run/$server.processes"
}

# One that nobody has asked for its end yet is still listed.
is_alive() { # pid began
  local state began
  read -r state began <<< "$(ps -o state=,lstart= -p "$1" | xargs)"
  [[ -n $state && $state != Z* && $began == "$2" ]]
}

are_alive() { # server
  local signal pid began
  [[ -s $run/$1.processes ]] || return 1
  while read -r signal pid began; do is_alive "$pid" "$began" || return 1; done < "$run/$1.processes"
}

is_up() { [[ -f $run/$1.setting ]] && are_alive "$1" && "$1_answers" "$(cat "$run/$1.port")"; } # server

await() { # server port
  for _ in {1..600}; do
    if "$1_answers" "$2"; then return 0; fi
    are_alive "$1" || return 1
    sleep 0.1
  done
  return 1
}

# Whether an HTTP server answers anything at all, be it that it wants credentials.
answers_http() { # port
  local line=
  (
    exec 3<> "/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    read -r -t 5 line <&3
    [[ $line == HTTP/1.* ]]
  ) 2> /dev/null
}

# Somebody else may take the port between the choice and the start: a second try has another.
start_one() { # server
  local server=$1 port try code
  if is_up "$server"; then echo "$server answers already"; return 0; fi
  for try in 1 2; do
    stop_one "$server"
    port=$("${server}_port") || return 1
    : > "$run/$server.log"
    attempt "${server}_start" "$port" >> "$run/$server.log" 2>&1
    if (( code == 0 )) && await "$server" "$port"; then
      echo "$port" > "$run/$server.port"
      mv "$run/$server.setting.new" "$run/$server.setting"
      echo "$server answers on 127.0.0.1:$port"
      return 0
    fi
  done
  echo "$server did not start. The last lines of its log:" >&2
  tail -n 15 "$run/$server.log" | sed 's/^/    /' >&2
  stop_one "$server"
  return 1
}

setting() { (umask 077; echo "$(variable "$1")=$2" > "$run/$1.setting.new"); } # server value

stop_one() { # server
  local signal pid began
  if [[ -s $run/$1.processes ]]; then
    while read -r signal pid began; do
      if is_alive "$pid" "$began"; then kill "-$signal" "$pid" 2> /dev/null || true; fi
    done < "$run/$1.processes"
    while read -r signal pid began; do
      for _ in {1..100}; do is_alive "$pid" "$began" || break; sleep 0.05; done
      if is_alive "$pid" "$began"; then kill -KILL "$pid" 2> /dev/null || true; fi
    done < "$run/$1.processes"
  fi
  rm -rf "$run/$1" "${run:?}/$1."* "$debian/srv/${run##*/}/$1"
}

stop_set() { # set
  local run=$cache/$1 name
  [[ -d $run ]] || return 0
  for name in "${all[@]}"; do stop_one "$name"; done
  rm -rf "${run:?}" "$debian/srv/$1"
}

# A set named test-PID belongs to that process: a run of tests that was killed could not stop it.
stop_abandoned_sets() {
  local folder
  for folder in "$cache"/test-*; do
    if [[ -d $folder ]] && ! kill -0 "${folder##*/test-}" 2> /dev/null; then stop_set "${folder##*/}"; fi
  done
}
