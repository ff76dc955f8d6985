#!/bin/bash
# The one test command: installs what is missing, then runs every stage, also after one has failed.
#     tests/run.sh [STAGE...]     all stages, or those whose names contain one of the words (and the builds they read)
# GONGSHI_LARGE=1 also measures what takes minutes: the search over 100,000 households in 500 villages, in a browser.
# GONGSHI_FIREFOX=1 also opens every page of both sites in Firefox.
# Output of the builds and a log of each stage stay in target/readers.
#     GONGSHI_KILLS=200 tests/run.sh safety     the long run of the safety stage: build and pack are killed so often (without it, 6 times)
set -u
cd "$(dirname "$0")/.."
bash tests/install.sh || { echo "FAIL install"; exit 1; }

R=tests/readers
PY=tests/.venv/bin/python
W=target/readers
DAY=2017-11-20
BEILING=tests/counties/beiling
BEILING_DAY=2019-10-20
PREFECTURE=tests/counties/prefecture
PREFECTURE_DAY=2020-11-20
GONGSHI=target/release/gongshi
export PYTHONDONTWRITEBYTECODE=1
rm -rf "$W"
mkdir -p "$W/log"

passed=0
failures=()
words=("$@")

# stage NAME COMMAND...: runs it, prints its seconds and what it said, at length only when it fails.
stage() {
  local name=$1 begun ended log
  shift
  if [ "${#words[@]}" -gt 0 ] && [ "$name" != program ] && [[ $name != build\ * ]]; then
    local wanted=0 word
    for word in "${words[@]}"; do [[ $name == *"$word"* ]] && wanted=1; done
    [ "$wanted" = 1 ] || return 0
  fi
  log="$W/log/${name//[ \/]/-}.txt"
  begun=$(date +%s.%N)
  if "$@" >"$log" 2>&1; then
    ended=$(date +%s.%N)
    passed=$((passed + 1))
    printf 'PASS %-22s %6.1f s  %s\n' "$name" "$(awk "BEGIN{print $ended-$begun}")" "$(tail -1 "$log" | cut -c1-110)"
  else
    ended=$(date +%s.%N)
    failures+=("$name")
    printf 'FAIL %-22s %6.1f s\n' "$name" "$(awk "BEGIN{print $ended-$begun}")"
    tail -n 80 "$log" | sed 's/^/     | /'
  fi
}

# build WORKSPACE DAY OUTPUT [OPTION...]: the findings go to the log; 1 (a case breaks a rule) is a failure here.
build() {
  local workspace=$1 day=$2 output=$3
  shift 3
  "$GONGSHI" -C "$workspace" build --as-of "$day" -o "$output" --articles "$@"
}

# The same input gives the same bytes: another folder, time zone, language and thread count.
again() {
  local copy="$W/copy"
  mkdir -p "$copy" && cp -r content templates fonts "$copy/" || return 1
  # Findings (1) do not matter here, a build that could not be done (2) does.
  TZ=Pacific/Auckland LC_ALL=C RAYON_NUM_THREADS=1 build "$copy" "$DAY" "$W/again" || [ $? = 1 ] || return 1
  TZ=America/St_Johns RAYON_NUM_THREADS=7 build "$BEILING" "$BEILING_DAY" "$W/beiling-again" || [ $? = 1 ] || return 1
  TZ=America/St_Johns RAYON_NUM_THREADS=7 build "$PREFECTURE" "$PREFECTURE_DAY" "$W/prefecture-again" || [ $? = 1 ] || return 1
  TZ=Asia/Tokyo RAYON_NUM_THREADS=1 build . "$DAY" "$W/a3-again" --paper a3 || [ $? = 1 ] || return 1
  diff -r "$W/a4" "$W/again" && diff -r "$W/beiling" "$W/beiling-again" && diff -r "$W/a3" "$W/a3-again" && diff -r "$W/prefecture" "$W/prefecture-again" || return 1
  echo "$(find "$W/a4" "$W/a3" "$W/beiling" "$W/prefecture" -type f | wc -l) files are the same byte for byte"
}

# Packs a copy of the workspace, for packing enters numbers in content/, and verifies what it made.
packed() {
  local copy="$W/packed-workspace"
  mkdir -p "$copy" && cp -r content templates fonts "$copy/" || return 1
  "$GONGSHI" -C "$copy" pack --as-of "$DAY" -o "$W/packed" || [ $? = 1 ] || return 1
  "$GONGSHI" verify "$W/packed"
}

# Binds a copy of the county whose cases have scans, once as files and once as volumes.
bound() {
  local way copy
  for way in 件 案卷; do
    copy="$W/bound-workspace-$way"
    mkdir -p "$copy" && cp -r tests/counties/xinjiang/content "$copy/" || return 1
    sed -i "s/整理方式: 件/整理方式: $way/" "$copy/content/county.yaml"
    "$GONGSHI" -C "$copy" bind --as-of 2020-11-20 -o "$W/bound-$way" || [ $? = 1 ] || return 1
  done
}

# A copy of the county with its papers published, one of them corrected and one withdrawn: the log and the notes on pages.
published() {
  local copy="$W/published-workspace" annex=web/site/plans/2018/qingliu-2017-2019-annex-1
  mkdir -p "$copy" && cp -r content templates fonts "$copy/" || return 1
  "$GONGSHI" -q -C "$copy" publish --as-of "$DAY" || return 1
  sed -i 's/例甲一/例甲改/' "$copy/content/townships/03/villages/0301/households/0301-001.yaml"
  "$GONGSHI" -q -C "$copy" publish --as-of "$DAY" --correct 0301-2017-1-publicity --reason 户主姓名有一字写错 || return 1
  "$GONGSHI" -q -C "$copy" publish --as-of "$DAY" --withdraw "$annex" --reason 合计有误，核对后另行公布 || return 1
  build "$copy" "$DAY" "$W/published"
}

stage clippy          cargo clippy --release --all-targets --quiet -- -D warnings
stage "cargo test"    cargo test --release --quiet --no-fail-fast
stage program         cargo build --release --quiet
stage "build a4"      build . "$DAY" "$W/a4"
stage "build a3"      build . "$DAY" "$W/a3" --paper a3
stage "build beiling" build "$BEILING" "$BEILING_DAY" "$W/beiling"
stage "build prefecture" build "$PREFECTURE" "$PREFECTURE_DAY" "$W/prefecture"
stage "build xinjiang" build tests/counties/xinjiang 2020-11-30 "$W/xinjiang"
stage identical       again
stage "qpdf"          bash $R/qpdf.sh "$W/a4" "$W/a3" "$W/beiling" "$W/prefecture" "$W/xinjiang"
stage tags            $PY $R/tags.py "$W/a4" "$W/a3" "$W/beiling" "$W/prefecture" "$W/xinjiang"
stage conformance     $PY $R/conformance.py "$W/a4" "$W/a3" "$W/beiling" "$W/prefecture" "$W/xinjiang"
stage "struct text a4"      $PY $R/struct_text.py "$W/a4"
stage "struct text a3"      $PY $R/struct_text.py "$W/a3"
stage "struct text beiling" $PY $R/struct_text.py "$W/beiling"
stage "struct text xinjiang" $PY $R/struct_text.py "$W/xinjiang"
stage "grid"          $PY $R/grid.py "$W/a4/web/site/documents/qingweiban-2017-25.pdf"
stage "grid forwarded" $PY $R/grid.py "$W/a4/web/site/documents/changwei-2017-54.pdf"
stage "board sizes a4" $PY $R/board_sizes.py "$W/a4" a4
stage "board sizes a3" $PY $R/board_sizes.py "$W/a3" a3
stage "pictures a4"   $PY $R/pictures.py "$W/a4" "$W/pictures/a4"
stage "pictures a3"   $PY $R/pictures.py "$W/a3" "$W/pictures/a3"
stage "pictures beiling" $PY $R/pictures.py "$W/beiling" "$W/pictures/beiling"
stage "workbooks"     $PY $R/workbooks.py "$W/a4"
stage "workbooks beiling" $PY $R/workbooks.py "$W/beiling"
stage "zips"          $PY $R/zips.py "$W/a4"
stage "zips beiling"  $PY $R/zips.py "$W/beiling"
stage "qr"            $PY $R/qr.py "$W/a4"
stage "pack and verify" packed
stage "packages"      $PY $R/packages.py "$W/packed"
stage "bind"          bound
stage "qpdf binders"  bash $R/qpdf.sh "$W/bound-件/restricted/binders" "$W/bound-案卷/restricted/binders"
stage "tags binders"  $PY $R/tags.py "$W/bound-件/restricted/binders" "$W/bound-案卷/restricted/binders"
[ -z "${GONGSHI_LARGE:-}" ] || stage "zip64" cargo test --release --test main -- --ignored zip64::
stage "verifier page" node $R/verifier.mjs "$W/packed/restricted/packages/village-0301"
stage "sealed"        $PY $R/sealed.py "$GONGSHI" "$W/packed/restricted/packages/village-0301" "$W/sealed"
stage "safety"        $PY $R/safety.py "$GONGSHI" . "$DAY" "$W/safety" --kills "${GONGSHI_KILLS:-6}"
stage "published" published
stage "links published" $PY $R/links.py "$W/published"
stage "links"         $PY $R/links.py "$W/a4"
stage "links beiling" $PY $R/links.py "$W/beiling"
stage "links prefecture" $PY $R/links.py "$W/prefecture"
stage "links archive" $PY $R/links.py "$W/a4" --archive
stage "links archive beiling" $PY $R/links.py "$W/beiling" --archive
stage "html"          bash $R/html.sh "$W/a4" "$W/beiling" "$W/prefecture" "$W/published"
stage "search"        node $R/search.mjs "$W/a4/web/site"
stage "search beiling" node $R/search.mjs "$W/beiling/web/site"
stage "search archive" node $R/search.mjs "$W/a4/restricted/archive"
stage "search archive beiling" node $R/search.mjs "$W/beiling/restricted/archive"
[ -z "${GONGSHI_LARGE:-}" ] || stage "search speed" cargo test --release --test main -- --ignored --nocapture search::a_hundred_thousand
stage "browser"       node $R/browser.mjs "$W/a4" "$W/beiling" "$W/published#log/" "$W/published#annex-1" "$W/published#0301-2017-1-publicity"
[ -z "${GONGSHI_FIREFOX:-}" ] || stage "firefox" bash tests/firefox/run.sh "$W/a4" "$W/beiling"
stage "privacy a4"    $PY $R/privacy.py src/records/case content "$W/a4"
stage "privacy a3"    $PY $R/privacy.py src/records/case content "$W/a3"
stage "privacy beiling" $PY $R/privacy.py src/records/case "$BEILING/content" "$W/beiling"
stage "privacy published" $PY $R/privacy.py src/records/case content "$W/published"
stage "privacy prefecture" $PY $R/privacy.py src/records/case "$PREFECTURE/counties" "$W/prefecture"
stage "non-interference" $PY $R/non_interference.py "$GONGSHI" src/records/case "$W/non-interference" . "$DAY" "$BEILING" "$BEILING_DAY" \
  tests/counties/street 2019-11-28 tests/counties/xinjiang 2020-11-20 tests/counties/qingliu-areas 2019-06-30 tests/counties/key-persons 2020-06-30 tests/counties/key-persons-2 2020-06-30 tests/counties/key-persons-3 2020-06-30
stage "schema"        $PY $R/schema.py "$GONGSHI" "$W/schema" . tests/counties/* tests/counties/prefecture/counties/*
stage "independence"  $PY $R/independence.py "$GONGSHI" "$W/independence" . "$DAY" content/townships/10/villages/1001/households/1001-001.yaml
stage "readme"        bash $R/readme.sh "$GONGSHI"
stage "readers can fail" $PY $R/selftest.py "$GONGSHI" "$W/a4" "$W/selftest"

echo
for name in ${failures[@]+"${failures[@]}"}; do echo "failed: $name (log: $W/log)"; done
echo "$passed passed, ${#failures[@]} failed"
[ "${#failures[@]}" = 0 ]
