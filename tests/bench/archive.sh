#!/bin/bash
# `gongshi verify` beside bagit-python and `openssl dgst` in one run: tests/bench/archive.sh [ROUNDS]
# The payload (20,000 small files, one file of 1 GB) and the bags stay in target/archive-bench; they take 2 GB. Nothing is asserted.
set -eu
cd "$(dirname "$0")/../.."
bash tests/install.sh
cargo build --release --quiet
exec tests/.venv/bin/python tests/bench/archive.py target/release/gongshi target/archive-bench "${1:-5}"
