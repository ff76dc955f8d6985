#!/usr/bin/env bash
# Builds every font file and licence text of this folder from the package
# registries: npm (Noto CJK as Google Fonts packs it), Debian (the rest) and
# PyPI (fonttools, which does the subsetting).
#
#   make.sh HANZI_TABLE [OUT_DIR]
#
# HANZI_TABLE  text file with the 8105 characters of the Table of General
#              Standard Chinese Characters; lines starting with # are skipped
# OUT_DIR      where to write; default: the folder this script is in
#
# Needs: bash, npm, python3 with venv, apt-get on Debian 12 (bookworm), dpkg.
# The packages are pinned by version and checked by SHA-256, the font time
# stamps are kept, so two runs give the same bytes.
set -euo pipefail
umask 022

[ $# -ge 1 ] || { echo "usage: $0 HANZI_TABLE [OUT_DIR]" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
hanzi=$(realpath "$1")
[ -r "$hanzi" ] || { echo "$0: cannot read $1" >&2; exit 2; }
out=${2:-$here}
mkdir -p "$out/licences"
out=$(realpath "$out")
export SOURCE_DATE_EPOCH=0 LC_ALL=C.UTF-8 PYTHONHASHSEED=0

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
chmod 755 "$tmp"
cd "$tmp"

# --- fetch -------------------------------------------------------------
npm pack --silent @expo-google-fonts/noto-serif-sc@0.4.3 \
                  @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
for p in fonts-arphic-gkai00mp=2.11-16 fonts-lxgw-wenkai=1.250+repack-1 \
         fonts-liberation2=2.1.5-1 fonts-hanazono=20170904-2.1 \
         fonts-noto-core=20201225-1; do
    apt-get -qq -o APT::Sandbox::User=root download "$p"
done

sha256sum --check --quiet <<'SUMS'
ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e  expo-google-fonts-noto-serif-sc-0.4.3.tgz
0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59  expo-google-fonts-noto-sans-sc-0.4.3.tgz
7c5452a4f5ce4eb351ceb25ee9ae359c8b094c2fd68955b9c93bd34c315bebf1  fonts-arphic-gkai00mp_2.11-16_all.deb
6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318  fonts-lxgw-wenkai_1.250+repack-1_all.deb
35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda  fonts-liberation2_2.1.5-1_all.deb
a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae  fonts-hanazono_20170904-2.1_all.deb
58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba  fonts-noto-core_20201225-1_all.deb
SUMS

mkdir serif sans deb
tar -xzf expo-google-fonts-noto-serif-sc-0.4.3.tgz -C serif
tar -xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz -C sans
for d in ./*.deb; do dpkg -x "$d" deb; done
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check fonttools==4.55.3

# --- fonts taken as they are --------------------------------------------
ttf=deb/usr/share/fonts/truetype
install -m 644 serif/package/400Regular/NotoSerifSC_400Regular.ttf "$out/NotoSerifSC-Regular.ttf"
install -m 644 $ttf/arphic-gkai00mp/gkai00mp.ttf                   "$out/ARPLKaitiMGB.ttf"
install -m 644 $ttf/liberation2/LiberationSerif-Regular.ttf        "$out/LiberationSerif-Regular.ttf"
install -m 644 $ttf/liberation2/LiberationSerif-Bold.ttf           "$out/LiberationSerif-Bold.ttf"

# --- the character set of the subsets -----------------------------------
grep -v '^#' "$hanzi" | tr -d '\r\n' > hanzi.txt
ranges='U+0020-007E,U+00A0-00FF,U+2010-2027,U+2030-205E,U+2103,U+2116'
ranges+=',U+2160-217F,U+2190-2199,U+2200-22FF,U+2460-24FF,U+2500-257F'
ranges+=',U+25A0-25FF,U+3000-303F,U+3200-32FF,U+33A0-33DF,U+FF00-FFEF'

subset() {  # subset IN OUT more options...
    local in=$1 to=$2
    shift 2
    venv/bin/pyftsubset "$in" --output-file="$to" "$@" \
        --layout-features='' --no-hinting --notdef-outline --no-glyph-names \
        --name-IDs='0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,16,17' \
        --name-languages='*' --name-legacy --no-recalc-timestamp \
        --drop-tables+=GSUB,GPOS,GDEF,BASE,STAT,vhea,vmtx,DSIG,FFTM,gasp
}

subset serif/package/700Bold/NotoSerifSC_700Bold.ttf "$out/NotoSerifSC-Bold.ttf" \
    --text-file=hanzi.txt --unicodes="$ranges"
subset sans/package/400Regular/NotoSansSC_400Regular.ttf "$out/NotoSansSC-Regular.ttf" \
    --text-file=hanzi.txt --unicodes="$ranges"
subset $ttf/lxgw-wenkai/LXGWWenKai-Light.ttf wenkai.ttf \
    --text-file=hanzi.txt --unicodes="$ranges"
subset $ttf/noto/NotoSansSymbols2-Regular.ttf "$out/NotoSansSymbols2-Subset.ttf" \
    --unicodes='U+2190-21FF,U+25A0-25FF,U+2600-27BF'

# --- new name for the WenKai subset (OFL, reserved font name) -------------
venv/bin/python - wenkai.ttf "$out/GongshiFang-Light.ttf" <<'PY'
import sys
from fontTools.ttLib import TTFont

src, dst = sys.argv[1:]
new = {1: "Gongshi Fang", 3: "Gongshi Fang Light:subset of version 1.250",
       4: "Gongshi Fang Light", 6: "GongshiFang-Light", 16: "Gongshi Fang"}
font = TTFont(src, recalcTimestamp=False)
names = font["name"]
names.names = [n for n in names.names               # Chinese names: dropped
               if (n.platformID, n.langID) in ((1, 0), (3, 0x409))]
for n in names.names:
    if n.nameID in new:
        n.string = new[n.nameID]
for n in names.names:                                # 0 is the copyright line
    assert n.nameID == 0 or not any(
        w in n.toUnicode().lower() for w in ("lxgw", "wenkai", "霞鹜")), n.nameID
font.save(dst)
PY

# --- HanaMinB: only what the five fonts above lack -------------------------
venv/bin/python - $ttf/hanazono/HanaMinB.ttf "$out" > hana.txt <<'PY'
import sys
from fontTools.ttLib import TTFont

hana, out = sys.argv[1:]
left = set(TTFont(hana).getBestCmap())
for f in ("NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Regular",
          "ARPLKaitiMGB", "GongshiFang-Light"):
    left -= set(TTFont(f"{out}/{f}.ttf").getBestCmap())
print(",".join(f"{c:04X}" for c in sorted(left)))
PY
subset $ttf/hanazono/HanaMinB.ttf "$out/HanaMinB.ttf" --unicodes-file=hana.txt
gzip -9 -n -f "$out/HanaMinB.ttf"

# --- licences ---------------------------------------------------------------
# Each text is the package's own, unaltered, under the copyright line that the
# font carries in its name table (the Arphic licence stays as it is: it must
# not be changed).
licence() {  # licence FONT TEXT > FILE
    venv/bin/python - "$1" <<'PY'
import sys
from fontTools.ttLib import TTFont
n = TTFont(sys.argv[1])["name"].getName(0, 3, 1, 0x409).toUnicode()
print("Copyright line in the font:", *n.splitlines(), sep="\n    ", end="\n\n")
print("Licence text of the package it came from:", end="\n\n")
PY
    tr -d '\r' < "$2"
}
doc=deb/usr/share/doc
lic=$out/licences
licence "$out/NotoSerifSC-Regular.ttf" serif/package/LICENSE_FONT > "$lic/OFL-NotoSerifSC.txt"
licence "$out/NotoSansSC-Regular.ttf"  sans/package/LICENSE_FONT  > "$lic/OFL-NotoSansSC.txt"
licence $ttf/lxgw-wenkai/LXGWWenKai-Light.ttf $doc/fonts-lxgw-wenkai/copyright > "$lic/OFL-GongshiFang.txt"
licence "$out/LiberationSerif-Regular.ttf" $doc/fonts-liberation2/copyright > "$lic/OFL-LiberationSerif.txt"
licence $ttf/hanazono/HanaMinB.ttf $doc/fonts-hanazono/copyright > "$lic/Hanazono.txt"
licence $ttf/noto/NotoSansSymbols2-Regular.ttf $doc/fonts-noto-core/copyright > "$lic/OFL-NotoSansSymbols2.txt"
gzip -dc $doc/fonts-arphic-gkai00mp/license/english/ARPHICPL.TXT.gz > "$lic/ARPHICPL.TXT"
