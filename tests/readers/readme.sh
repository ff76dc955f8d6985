#!/bin/bash
# Proves that the README's first notice can be made as it says: runs its commands (all but the two long ones) in an empty folder.
#     readme.sh GONGSHI
set -eu
program=$(cd "$(dirname "$1")" && pwd)
readme=$(cd "$(dirname "$0")/../.." && pwd)/README.md
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
grep -qF 'cargo run --release -- build --as-of 2017-11-20' "$readme"
grep -qF 'bash tests/run.sh' "$readme"
commands=$(awk '/^```sh/{inside=1; next} /^```/{inside=0} inside' "$readme" | grep '^gongshi ')
[ "$(printf '%s\n' "$commands" | wc -l)" -ge 4 ]
printf '%s\n' "$commands" | sed 's/ *#.*//' > commands.sh
PATH="$program:$PATH" bash -eux commands.sh
ls my-county/output/board/03/0301/*.pdf
# The README's own example of a mistake gives a finding with file, line and what to do.
sed -i 's/截止日期: 2017-11-22/截止日期: 2017-11-21/' my-county/content/townships/03/villages/0301/batches/0301-2017-1.yaml
if "$program/gongshi" -C my-county check > said.txt; then echo "the mistake went unseen"; exit 1; fi
grep -q 'batches/0301-2017-1.yaml:[0-9]*:[0-9]*: 错误\[publicity-too-short\]' said.txt
grep -q '怎么办：' said.txt
echo "the README's commands run"
