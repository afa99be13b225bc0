#!/usr/bin/env bash
# Hugging Face's tokenizers, npm's native package, which the tokenizers here are compared with.
#
#   tests/tokenizers/reference.sh install   fetch them into the cache; nothing is installed on the host
#   tests/tokenizers/reference.sh path      the folder that holds node_modules/tokenizers
#
# The cache is $EDIFY_REFERENCES_DIR, else edify-rag/references of the user's cache. It takes Node 20 or newer, with npm.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=0.23.2
cache=${EDIFY_REFERENCES_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/edify-rag/references}
folder=$cache/tokenizers-$version

# shellcheck source=/dev/null
source "$here/../servers/parts/basics.sh"

install() {
  if [[ -f $folder/node_modules/tokenizers/package.json ]]; then return; fi
  local major
  major=$(node --version 2> /dev/null | sed -n 's/^v\([0-9]*\).*/\1/p') || true
  (( ${major:-0} >= 20 )) && command -v npm > /dev/null || fail "The reference tokenizers need Node 20 or newer, with npm."
  lock
  rm -rf "$cache"/tokenizers-*
  mkdir -p "$folder.part"
  echo '{}' > "$folder.part/package.json"
  retry "npm install tokenizers@$version" "$cache/tokenizers.log" timeout 300 \
    npm install --prefix "$folder.part" --ignore-scripts --no-audit --no-fund "tokenizers@$version" || fail "The reference tokenizers are not there."
  mv "$folder.part" "$folder"
  echo "tokenizers $version installed"
}

case ${1:-help} in
  install) mkdir -p "$cache"; install ;;
  path) echo "$folder" ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
