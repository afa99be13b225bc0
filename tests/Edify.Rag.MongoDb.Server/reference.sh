#!/usr/bin/env bash
# What the double is checked with, of npm: the official MongoDB driver, and mingo, an engine of its own for MongoDB's queries.
#
#   tests/Edify.Rag.MongoDb.Server/reference.sh install   fetch them into the cache; nothing is installed on the host
#   tests/Edify.Rag.MongoDb.Server/reference.sh path      the folder that holds node_modules/mongodb and node_modules/mingo
#
# The cache is $EDIFY_REFERENCES_DIR, else edify-rag/references of the user's cache. It takes Node 20 or newer, with npm.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=7.9.0
mingo=7.2.1
cache=${EDIFY_REFERENCES_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/edify-rag/references}
folder=$cache/mongodb-$version-mingo-$mingo

# shellcheck source=/dev/null
source "$here/../servers/parts/basics.sh"

install() {
  if [[ -f $folder/node_modules/mongodb/package.json && -f $folder/node_modules/mingo/package.json ]]; then return; fi
  local major
  major=$(node --version 2> /dev/null | sed -n 's/^v\([0-9]*\).*/\1/p') || true
  (( ${major:-0} >= 20 )) && command -v npm > /dev/null || fail "The MongoDB driver needs Node 20 or newer, with npm."
  lock
  rm -rf "$folder.part"
  mkdir -p "$folder.part"
  echo '{}' > "$folder.part/package.json"
  retry "npm install mongodb@$version mingo@$mingo" "$cache/mongodb.log" timeout 300 \
    npm install --prefix "$folder.part" --ignore-scripts --no-audit --no-fund "mongodb@$version" "mingo@$mingo" || fail "The MongoDB driver is not there."
  mv "$folder.part" "$folder"
  echo "mongodb $version and mingo $mingo installed"
}

case ${1:-help} in
  install) mkdir -p "$cache"; install ;;
  path) echo "$folder" ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
