#!/usr/bin/env bash
# Hugging Face's tokenizers, npm's native package, which the tokenizers here are compared with.
#
#   tests/tokenizers/reference.sh install   fetch them into the cache; nothing is installed on the host
#   tests/tokenizers/reference.sh path      the folder that holds node_modules/tokenizers
#
# The cache is $EDIFY_REFERENCES_DIR, else edify-rag/references of the user's cache. It takes Node 20 or newer, with npm.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${EDIFY_REFERENCES_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/edify-rag/references}

for part in basics npm; do
  # shellcheck source=/dev/null
  source "$here/../servers/parts/$part.sh"
done

npm_reference "The reference tokenizers" "${1:-help}" tokenizers@0.23.2
