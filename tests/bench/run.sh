#!/bin/sh
# bench/run.sh BUILD -- how long the everyday commands take, each as a whole process.
#
# Prints the median of several runs in milliseconds, then the phases of a briefing, and how it
# compares with Typst where that is: TYPST_NODE=FOLDER or NODE_PATH names the folder with the node
# package @myriaddreamin/typst-ts-node-compiler. There are no thresholds: machines differ; compare
# figures of one run.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
outset=$top/$1/outset
scratch=$(mktemp -d "${TMPDIR:-/tmp}/outset-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# bench LABEL RUNS COMMAND...
bench() {
	label=$1 runs=$2; shift 2
	"$@" >/dev/null 2>&1 || true
	i=0
	while [ $i -lt "$runs" ]; do
		start=$(date +%s%N)
		"$@" >/dev/null 2>&1 || true
		end=$(date +%s%N)
		echo $(((end - start) / 1000))
		i=$((i + 1))
	done | sort -n | awk -v label="$label" '{ t[NR] = $1 }
		END { printf "%-44s %8.1f ms  (%d runs, best %.1f)\n", label, t[int((NR + 1) / 2)] / 1000,
			NR, t[1] / 1000 }'
}

# lengthen COPIES: the sample with its outcomes so many times over, with ids of their own.
lengthen() {
	awk -v copies="$1" '
		/<outcome / { inside = 1 }
		inside { block = block $0 "\n" }
		inside && /<\/outcome>/ { inside = 0; next }
		inside { next }
		/<\/outcomes>/ {
			printf "%s", block
			for (i = 1; i < copies; i++) {
				copy = block
				gsub(/id="O/, "id=\"O" i "-", copy); gsub(/id="M/, "id=\"M" i "-", copy)
				printf "%s", copy
			}
		}
		{ print }' "$scratch/e/spec.xml"
}

# answer COUNT: an engagement of 40 questions in $scratch/r, and so many suppliers that answer all.
answer() {
	"$outset" new -q "$scratch/r" --sample winter-gritting
	awk '/<question id="Q2"/ { inside = 1 }
		inside { block = block $0 "\n" }
		/<\/question>/ { inside = 0 }
		/<\/questions>/ {
			for (i = 14; i <= 40; i++) {
				copy = block
				sub(/"Q2"/, "\"Q" i "\"", copy); sub(/How many/, i ": how many", copy)
				printf "%s", copy
			}
		}
		{ print }' "$scratch/e/spec.xml" >"$scratch/r/spec.xml"
	rm -r "$scratch/r/responses" "$scratch/r/themes.csv"; mkdir "$scratch/r/responses"
	"$outset" form response -q -e "$scratch/r"
	awk 'BEGIN {
		for (i = 0; i < 12; i++) words = words " the coldest tenth of each route freezes first,"
		print "<profile xmlns=\"urn:outset:profile:1\"><answer field=\"respondent.name\">NAME</answer>"
		for (i = 1; i <= 40; i++)
			print "<answer field=\"answer.Q" i "\">" (i == 9 ? 12 : i words) "</answer>"
		print "</profile>" }' >"$scratch/profile.xml"
	i=0
	while [ $i -lt "$1" ]; do
		sed "s/NAME/Firm $i/" "$scratch/profile.xml" >"$scratch/one.xml"
		"$outset" profile fill -q -p "$scratch/one.xml" "$scratch/r/response-form.docx" \
			-o "$scratch/r/responses/$i.docx" >/dev/null
		i=$((i + 1))
	done
}

has_typst() {
	command -v node >/dev/null &&
		test -d "${TYPST_NODE:-${NODE_PATH:-.}}/node_modules/@myriaddreamin/typst-ts-node-compiler"
}

# Both make the same content, each as a whole process, taking turns so that load falls on both.
compare_typst() {
	if ! has_typst; then
		echo "Typst: skipped, its node package is not here (TYPST_NODE=FOLDER)"
		return
	fi
	"$outset" brief "$scratch/e" --format html -o "$scratch/brief.html" --force >/dev/null
	node "$top/tests/bench/typst.mjs" write "$scratch/brief.html" "$scratch/brief.typ"
	for i in 1 2 3 4 5 6 7; do
		start=$(date +%s%N)
		"$outset" brief "$scratch/e" -o "$scratch/brief.pdf" --force >/dev/null
		middle=$(date +%s%N)
		inner=$(node "$top/tests/bench/typst.mjs" make "$scratch/brief.typ" "$scratch/typst.pdf")
		end=$(date +%s%N)
		echo "$(((middle - start) / 1000)) $(((end - middle) / 1000)) $inner"
	done >"$scratch/turns"
	for column in 1 2 3; do
		cut -d' ' -f$column "$scratch/turns" | sort -n | sed -n 4p
	done | tr '\n' ' ' | awk '{
		printf "Typst, PDF/UA-1 of the same content: %.0f ms (%.0f without the start of node)\n",
			$2 / 1000, $3
		printf "outset brief: %.0f ms, %.1f times as fast (%.1f)\n",
			$1 / 1000, $2 / $1, $3 * 1000 / $1 }'
}

"$outset" new -q "$scratch/e" --sample winter-gritting
lengthen 17 >"$scratch/long.xml"
lengthen 76 >"$scratch/longest.xml"

echo "specification: $(wc -c <"$scratch/e/spec.xml") bytes; long: $(wc -c <"$scratch/long.xml") bytes"
bench "outset --version" 21 "$outset" --version
bench "outset check (sample)" 21 "$outset" check "$scratch/e"
bench "outset check (60 pages)" 21 "$outset" check "$scratch/long.xml"
bench "outset assemble dpia" 11 "$outset" assemble dpia -e "$scratch/e" -o "$scratch/dpia.docx" --force
bench "outset brief" 11 "$outset" brief "$scratch/e" -o "$scratch/brief.pdf" --force
bench "outset pack" 11 "$outset" pack "$scratch/e"
answer 200
bench "outset collect (200 of 40 questions)" 5 "$outset" collect -q -e "$scratch/r"
bench "outset matrix (200 of 40 questions)" 5 "$outset" matrix -q -e "$scratch/r" -o "$scratch/m.xlsx" --force

OUTSET_DATA=$top "$top/$1/tests/bench/words" "$top/tests/wording/dev.tsv"

OUTSET_DATA=$top "$top/$1/outset-bench" "$scratch/e/spec.xml" 21
OUTSET_DATA=$top "$top/$1/outset-bench" "$scratch/longest.xml"
OUTSET_DATA=$top "$top/$1/outset-bench-packs" "$scratch/e/spec.xml" 3000
compare_typst
"$top/tests/bench/copies.sh" "$1"
