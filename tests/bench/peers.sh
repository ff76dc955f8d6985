#!/bin/bash
# Our documents beside what an office would use instead, in one run: tests/bench/peers.sh
# Typst and WeasyPrint come from PyPI into target/peers (WeasyPrint needs Debian's libpango-1.0-0 and libpangoft2-1.0-0).
set -eu
cd "$(dirname "$0")/../.."
peers=target/peers
[ -x "$peers/bin/python" ] || python3 -m venv "$peers"
"$peers/bin/pip" install --quiet typst==0.15.2 weasyprint==70.0 pikepdf==10.17.0 lxml==6.1.3
mkdir -p "$peers/pages"
for what in notice table forms; do
  GONGSHI_BENCH_PAGES="$peers/pages" cargo bench --quiet -- "$what"
done
"$peers/bin/python" tests/bench/peers.py "$peers/pages" fonts
