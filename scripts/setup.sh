#!/usr/bin/env bash
# Make .venv from uv.lock on a machine that has Python and nothing else. `make setup` calls this from the repository's root.
# uv is taken from the machine where it is there, else put into build/uv; nothing outside this folder is changed.
set -euo pipefail

python=${PYTHON:-python3}
fits='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'

find_uv() {
  if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then
    echo uv
  elif build/uv/bin/uv --version >/dev/null 2>&1; then
    echo build/uv/bin/uv
  fi
}

# `python3` may be too old where a newer one stands beside it.
for name in "$python" python3.13 python3.12 python3.11; do
  if "$name" -c "$fits" >/dev/null 2>&1; then
    chosen=$(command -v "$name")
    break
  fi
done

uv=$(find_uv)
if [ -z "${chosen:-}" ] && [ -z "$uv" ]; then
  found=$("$python" --version 2>&1 || true)
  echo "setup: expected Python 3.11, 3.12 or 3.13, found: ${found:-none}. Install one, or say where it is: make setup PYTHON=/path/to/python3.12" >&2
  exit 1
fi

if [ -z "$uv" ]; then
  echo "setup: getting uv into build/uv"
  if ! "$chosen" -m venv build/uv; then
    echo "setup: $chosen has no working venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
  fi
  build/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5'
  uv=build/uv/bin/uv
fi

echo "setup: making .venv from uv.lock"
unset VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_PREFERENCE=system
# Behind the proxy of a university or company, only the machine's own certificates are trusted.
if [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -e /etc/pki/tls/certs/ca-bundle.crt ]; then
  export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true}
fi
"$uv" sync --frozen --quiet ${chosen:+--python "$chosen"}
echo "setup: done; .venv/bin/dragoman is there (. .venv/bin/activate puts it on the path)"
