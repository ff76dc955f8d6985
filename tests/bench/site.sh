#!/bin/bash
# The two sites at 100,000 households in 500 villages, and Hugo (Debian) on as many pages with the same texts: tests/bench/site.sh [HOUSEHOLDS]
# Papers that stand on no page (forms, notices of the board) are left out, so that pages are what is measured.
# It stays in target/site-bench, a few GB. Nothing is asserted.
set -eu
cd "$(dirname "$0")/../.."
bash tests/install.sh
if ! command -v hugo >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends hugo >/dev/null
fi
cargo build --release --quiet
exec tests/.venv/bin/python tests/bench/site.py target/release/gongshi target/site-bench "${1:-100000}"
