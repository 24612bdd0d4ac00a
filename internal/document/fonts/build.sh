#!/bin/sh
# Makes the two embedded fonts from the Noto fonts that the npm packages @expo-google-fonts/noto-serif-sc and
# @expo-google-fonts/noto-sans-sc (0.4.3, fonts under OFL-1.1) carry. Needs npm, gzip, python3, and on Debian
# `apt-get install libharfbuzz-bin unicode-data`. The same inputs give the same bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 "$here/repertoire.py" table >table.txt
python3 "$here/repertoire.py" wide >wide.txt

cut_font() { # package, file within it, list of code points, names to write
	npm pack --silent "$1@0.4.3" >/dev/null
	tar xzf ./*.tgz && rm ./*.tgz
	hb-subset "package/$2" --unicodes-file="$3" --layout-features='' --no-hinting --notdef-outline \
		--drop-tables+=GPOS,GSUB,GDEF,STAT,vhea,vmtx,gasp,name -o cut.ttf
	gzip -9 -n -c cut.ttf >"$here/$4"
	cp package/LICENSE_FONT "$here/$5"
	rm -r package cut.ttf
}
cut_font @expo-google-fonts/noto-serif-sc 400Regular/NotoSerifSC_400Regular.ttf wide.txt NotoSerifSC-Regular.ttf.gz OFL-serif.txt
cut_font @expo-google-fonts/noto-sans-sc 700Bold/NotoSansSC_700Bold.ttf table.txt NotoSansSC-Bold.ttf.gz OFL-sans.txt
ls -l "$here"/*.gz
