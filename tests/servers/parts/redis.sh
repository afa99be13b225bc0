# Redis, without persistence.

redis_is_installed() { debian_is_installed; }

redis_install() { debian_install redis; }

redis_port() { choose_port redis 26000; }

redis_answers() { [[ $("${as_nobody[@]}" redis-cli -h 127.0.0.1 -p "$1" ping 2> /dev/null) == PONG ]]; }

redis_start() { # port
  launch redis KILL "${as_nobody[@]}" redis-server --port "$1" --bind 127.0.0.1 --save '' --appendonly no --dir /tmp
  setting redis "127.0.0.1:$1"
}
