#!/bin/bash
# `qpdf --check` is clean on every PDF under the folders: no error, no warning.
#     qpdf.sh FOLDER...
set -u
files=$(find "$@" -type f -name '*.pdf' | wc -l)
[ "$files" -gt 0 ] || { echo "no PDF under $*"; exit 1; }
# Exit code 3 of qpdf is a warning; xargs answers 123 for any code from 1 to 125.
find "$@" -type f -name '*.pdf' -print0 | xargs -0 -P2 -n1 bash -c '
  answer=$(qpdf --check "$0" 2>&1) || { printf "  %s\n%s\n" "$0" "$answer"; exit 1; }'
code=$?
echo "qpdf --check of $files PDFs: exit $code"
[ "$code" = 0 ]
