#!/usr/bin/env bash
# See to it that the browser tests find a Chromium: Debian's own, else Playwright's. `make test` calls this; the tests
# say what is missing and pass over the browser where neither can be had.
set -euo pipefail

for name in "${DRAGOMAN_CHROMIUM:-chromium}" chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "browser: getting chromium from Debian"
  if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; then
    exit 0
  fi
fi
echo "browser: no Chromium here and none to be had without you: apt-get install chromium, or name one with DRAGOMAN_CHROMIUM" >&2
