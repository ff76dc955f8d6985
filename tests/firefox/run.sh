#!/bin/bash
# The sites in Firefox: tests/firefox/run.sh OUTPUT...; installs Debian's Firefox and what drives it, which the other stages do without.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v firefox-esr >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends firefox-esr >/dev/null
fi
[ -d "$here/node_modules" ] || (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
exec node "$here/sites.mjs" "$@"
