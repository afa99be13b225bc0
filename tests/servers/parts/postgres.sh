# PostgreSQL 17 with pgvector.

postgres_is_installed() { debian_is_installed; }

postgres_install() { debian_install postgres; }

postgres_port() { choose_port postgres 24000; }

postgres_answers() { "${as_nobody[@]}" pg_isready -q -h 127.0.0.1 -p "$1"; }

postgres_start() { # port
  local data=/srv/$set_name/postgres password
  password=$(secret)
  mkdir -p "$debian$data"
  chown "$nobody:$nobody" "$debian$data"
  (umask 077; echo "$password" > "$debian$data/password")
  chown "$nobody:$nobody" "$debian$data/password"
  "${as_nobody[@]}" initdb -D "$data/cluster" -U postgres -E UTF8 --locale=C.UTF-8 -A scram-sha-256 --pwfile="$data/password" --no-sync --no-instructions
  rm "$debian$data/password"
  # Nothing outlives the tests, so nothing has to reach the disk. What shared memory there is lies among the data, where stop
  # finds it.
  launch postgres QUIT "${as_nobody[@]}" postgres -D "$data/cluster" -p "$1" -h 127.0.0.1 -k "$data" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c dynamic_shared_memory_type=mmap \
    -c shared_buffers=128MB -c maintenance_work_mem=256MB -c max_connections=200
  setting postgres "Host=127.0.0.1;Port=$1;Username=postgres;Password=$password;Database=postgres"
}
