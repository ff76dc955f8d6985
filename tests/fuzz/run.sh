#!/bin/bash
# Runs a fuzzer and keeps what it has found:
#     tests/fuzz/run.sh bag|zip SECONDS
# The corpus lies in tests/fuzz/corpus/TARGET.zip; it is unpacked to the fuzzer's own target folder, grown, reduced to what
# reaches something new, and packed again. A finding ends the run and is left in artifacts/ beside the corpus.
set -eu
cd "$(dirname "$0")"
target=$1 seconds=$2
work=target/corpus-$target
# Coverage without a sanitizer, which stable Rust has: counters at every edge, and the values that are compared.
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing"
# With the host named, build scripts and macros stay without counters.
host=$(rustc -vV | sed -n 's/^host: //p')
cargo build --release --quiet --target "$host" --bin "$target"
fuzzer=target/$host/release/$target
mkdir -p "$work" corpus artifacts
python3 -m zipfile -e "corpus/$target.zip" "$work"
export RAYON_NUM_THREADS=1
"$fuzzer" "$work" -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -malloc_limit_mb=1024 \
  -artifact_prefix=artifacts/ -print_final_stats=1 -dict="$target.dict" 2>"target/$target.log" || { tail -40 "target/$target.log"; exit 1; }
rm -rf "$work-less" && mkdir "$work-less"
"$fuzzer" -merge=1 "$work-less" "$work" 2>"target/$target-merge.log"
rm -f "corpus/$target.zip"
# Inputs of 16 KB and more stay here: the corpus in the repository is small.
(cd "$work-less" && find . -type f -size -16k -printf '%f\n' | sort > ../names-"$target" && python3 -m zipfile -c "../../corpus/$target.zip" $(cat ../names-"$target"))
grep -E "cov:" "target/$target.log" | tail -1
grep -E "^stat::" "target/$target.log"
echo "$(wc -l < target/names-"$target") inputs in corpus/$target.zip"
