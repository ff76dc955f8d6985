#!/bin/bash
# Installs what the tests need and is not there yet: Debian packages (as root), a Python environment in tests/.venv,
# Node packages in tests/node_modules. A second run does nothing and takes no time. Written for Debian 12.
set -euo pipefail
cd "$(dirname "$0")"

need=()
missing() { command -v "$1" >/dev/null || need+=("$2"); }
missing cc gcc
missing diff diffutils
missing pdfinfo poppler-utils
missing qpdf qpdf
missing mutool mupdf-tools
missing unzip unzip
missing 7zz 7zip
missing openssl openssl
missing chromium chromium
missing java default-jre-headless
missing node nodejs
missing npm npm
/usr/bin/python3 -c 'import ensurepip, venv' 2>/dev/null || need+=(python3-venv)
if [ "${#need[@]}" -gt 0 ]; then
  echo "apt: ${need[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
command -v cargo >/dev/null || { echo "cargo is missing: install the Rust toolchain (https://rustup.rs) first"; exit 1; }
cargo clippy --version >/dev/null 2>&1 || rustup component add clippy

# What is installed is remembered by the digest of what was asked for.
stamp() { sha256sum "$@" | sha256sum | cut -c1-64; }
if [ "$(cat .venv/stamp 2>/dev/null)" != "$(stamp requirements.txt)" ]; then
  echo "pip: tests/.venv"
  rm -rf .venv
  /usr/bin/python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: --no-binary bagit --no-deps -r requirements.txt
  stamp requirements.txt > .venv/stamp
fi
if [ "$(cat node_modules/.stamp 2>/dev/null)" != "$(stamp package.json package-lock.json)" ]; then
  echo "npm: tests/node_modules"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
  stamp package.json package-lock.json > node_modules/.stamp
fi
