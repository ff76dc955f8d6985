#!/bin/bash
# The Nu HTML checker finds no error in the pages and style sheets of the site; its warnings are printed only.
#     html.sh OUTPUT...
set -u
jar="$(dirname "$0")/../node_modules/vnu-jar/build/dist/vnu.jar"
folders=()
for output in "$@"; do folders+=("$output/web/site" "$output/restricted/archive"); done
pages=$(find "${folders[@]}" -name '*.html' | wc -l)
[ "$pages" -gt 0 ] || { echo "no page under $*"; exit 1; }
# exit code 0: no error
find "${folders[@]}" \( -name '*.html' -o -name '*.css' \) -print0 | xargs -0 java -Xss1m -jar "$jar" --also-check-css 2>&1 | sed "s|file:$PWD/||"
code=${PIPESTATUS[1]}
echo "Nu HTML checker, $pages pages: exit $code"
[ "$code" = 0 ]
