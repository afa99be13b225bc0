#!/usr/bin/env bash
# What the tests of ONNX models need, fetched into a cache; nothing is installed on the host.
#
#   tests/onnx/onnx.sh install [NAME…]   fetch it; without a name, everything
#   tests/onnx/onnx.sh status            what is installed
#
# NAME is runtime (ONNX Runtime's native library, from npm's onnxruntime-node) or python (Python with onnxruntime and NumPy,
# unpacked from Debian 13: the reference that vectors and speed are compared with). README.md tells more.

set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${EDIFY_ONNX_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/edify-rag/onnx}
all=(runtime python)

for part in basics debian npm; do
  # shellcheck source=/dev/null
  source "$here/../servers/parts/$part.sh"
done

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0"; }

runtime_version=1.30.0
runtime=$cache/onnxruntime-$runtime_version

runtime_is_installed() { [[ -d $runtime ]]; }

# What other machines need is most of the package; the names are those that Node gives to system and processor.
runtime_trim() { # folder
  local bin=$1/node_modules/onnxruntime-node/bin mine
  mine=$(node -p 'process.platform + "/" + process.arch')
  find "$bin" -mindepth 3 -maxdepth 3 -type d ! -path "*/$mine" -prune -exec rm -rf {} +
}

runtime_install() {
  if runtime_is_installed; then return; fi
  local advice="Without it, name ONNX Runtime's library in EDIFY_TEST_ONNXRUNTIME."
  command -v npm > /dev/null || fail "runtime: npm is needed. $advice"
  npm_fetch "$runtime" "$cache/runtime.log" runtime_trim "onnxruntime-node@$runtime_version" || fail "$advice"
  echo "runtime: ONNX Runtime $runtime_version installed"
}

python=$cache/python
debian=$python
debian_packages=base-files,dash,python3,python3-numpy,python3-onnxruntime
debian_stamp="$debian_suite $debian_packages 1"

python_is_installed() { [[ $(cat "$python/stamp" 2> /dev/null) == "$debian_stamp" && -x $python/python ]]; }

python_install() {
  if python_is_installed; then return; fi
  debian_install python
  # Run in place, with the libraries that lie beside it: no chroot, so it reads the tests' files and needs no root.
  local triplet loader
  triplet=$(cd "$python/usr/lib" && echo ./*-linux-gnu | sed 's#^\./##')
  loader=$(cd "$python" && find usr/lib -name 'ld-linux-*' | head -n 1)
  cat > "$python/python" << RUN
#!/bin/sh
root=\$(dirname "\$(readlink -f "\$0")")
lib=\$root/usr/lib/$triplet
PYTHONHOME=\$root/usr PYTHONPATH=\$root/usr/lib/python3/dist-packages PYTHONDONTWRITEBYTECODE=1 \\
  exec "\$root/$loader" --library-path "\$lib:\$lib/blas:\$lib/lapack:\$lib/openblas-pthread" "\$root/usr/bin/python3" "\$@"
RUN
  chmod +x "$python/python"
}

variable() { echo "EDIFY_TEST_PYTHON_ONNXRUNTIME"; }

status() {
  local name
  for name in "${all[@]}"; do
    if "${name}_is_installed"; then printf '%-8s installed\n' "$name"; else printf '%-8s not installed\n' "$name"; fi
  done
}

command=${1:-help}
shift || true
for name in "$@"; do
  case " ${all[*]} " in *" $name "*) ;; *) fail "There is no '$name'; there are ${all[*]}." 2 ;; esac
done

case $command in
  install)
    if (( $# == 0 )); then set -- "${all[@]}"; fi
    lock; install_each "$@" ;;
  status) status ;;
  help | -h | --help) usage ;;
  *) echo "Unknown command '$command'." >&2; usage >&2; exit 2 ;;
esac
