# Packages of npm, in folders of a cache. It needs basics.sh, and 'cache' set.

# Whether Node is new enough, and npm there.
npm_serves() { # least major version of Node
  local major
  major=$(node --version 2> /dev/null | sed -n 's/^v\([0-9]*\).*/\1/p') || true
  (( ${major:-0} >= $1 )) && command -v npm > /dev/null
}

# Fetches packages into a folder of their own, without running what comes with them. A folder gets its name when it is whole.
npm_fetch() { # folder log function-that-trims-the-folder-or-'true' package@version…
  local folder=$1 log=$2 trim=$3
  shift 3
  rm -rf "$folder.part"
  mkdir -p "$folder.part"
  echo '{}' > "$folder.part/package.json"
  retry "npm install $*" "$log" timeout 300 npm install --prefix "$folder.part" --ignore-scripts --no-audit --no-fund "$@" || return 1
  "$trim" "$folder.part" || return 1
  mv "$folder.part" "$folder"
}

# The commands of a script for some packages: install, path; anything else shows the head of the script.
npm_reference() { # what it is called in messages, command, package@version…
  local what=$1 command=$2 spec name names=()
  shift 2
  # A folder is named after what lies in it, so that checkouts with other versions keep theirs.
  for spec in "$@"; do
    name=${spec%@*}
    names+=("${name##*/}-${spec##*@}")
  done
  local folder
  folder=$cache/$(IFS=-; echo "${names[*]}")

  case $command in
    install)
      if [[ -d $folder ]]; then return; fi
      npm_serves 20 || fail "$what: Node 20 or newer is needed, with npm."
      lock
      npm_fetch "$folder" "$folder.log" true "$@" || fail "$what: not installed."
      echo "$* installed" ;;
    path) echo "$folder" ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
}
