# Packages of npm, each in a folder of a cache. It needs basics.sh, and 'cache' set.

# Whether Node is new enough, and npm there.
npm_serves() { # least major version of Node
  local major
  major=$(node --version 2> /dev/null | sed -n 's/^v\([0-9]*\).*/\1/p') || true
  (( ${major:-0} >= $1 )) && command -v npm > /dev/null
}

# Fetches a package into a folder of its own, without running what comes with it. A folder gets its name when it is whole.
npm_fetch() { # package@version folder log [command that is run in the folder before it gets its name]
  local package=$1 folder=$2 log=$3
  shift 3
  rm -rf "$folder.part"
  mkdir -p "$folder.part"
  echo '{}' > "$folder.part/package.json"
  retry "npm install $package" "$log" timeout 300 npm install --prefix "$folder.part" --ignore-scripts --no-audit --no-fund "$package" || return 1
  (( $# == 0 )) || "$@" "$folder.part" || return 1
  mv "$folder.part" "$folder"
}

# The commands of a script for one package: install, path; anything else shows the head of the script.
npm_reference() { # what it is called in messages, package, version, command
  local what=$1 package=$2 version=$3
  local name=${package##*/}
  local folder=$cache/$name-$version
  case ${4:-help} in
    install)
      if [[ -f $folder/node_modules/$package/package.json ]]; then return; fi
      npm_serves 20 || fail "$what needs Node 20 or newer, with npm."
      lock
      rm -rf "$cache/$name"-*
      npm_fetch "$package@$version" "$folder" "$cache/$name.log" || fail "$what is not there."
      echo "$name $version installed" ;;
    path) echo "$folder" ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
}
