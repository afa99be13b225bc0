#!/usr/bin/env bash
# The official Qdrant client, npm's package, which the double is checked with.
#
#   tests/Edify.Rag.Qdrant.Server/reference.sh install   fetch it into the cache; nothing is installed on the host
#   tests/Edify.Rag.Qdrant.Server/reference.sh path      the folder that holds node_modules/@qdrant/js-client-rest
#
# The cache is $EDIFY_REFERENCES_DIR, else edify-rag/references of the user's cache. It takes Node 20 or newer, with npm.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${EDIFY_REFERENCES_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/edify-rag/references}

for part in basics npm; do
  # shellcheck source=/dev/null
  source "$here/../servers/parts/$part.sh"
done

npm_reference "The Qdrant client" "${1:-help}" @qdrant/js-client-rest@1.19.0
