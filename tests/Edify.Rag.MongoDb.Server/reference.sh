#!/usr/bin/env bash
# What the double is checked with, of npm: the official MongoDB driver, and mingo, an engine of its own for MongoDB's queries.
#
#   tests/Edify.Rag.MongoDb.Server/reference.sh install   fetch them into the cache; nothing is installed on the host
#   tests/Edify.Rag.MongoDb.Server/reference.sh path      the folder that holds node_modules/mongodb and node_modules/mingo
#
# The cache is $EDIFY_REFERENCES_DIR, else edify-rag/references of the user's cache. It takes Node 20 or newer, with npm.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${EDIFY_REFERENCES_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/edify-rag/references}

for part in basics npm; do
  # shellcheck source=/dev/null
  source "$here/../servers/parts/$part.sh"
done

npm_reference "The MongoDB driver" "${1:-help}" mongodb@7.9.0 mingo@7.2.1
