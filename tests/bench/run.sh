#!/bin/sh
# bench/run.sh BUILD -- how long the everyday commands take, each as a whole process.
#
# Prints the median of several runs in milliseconds and the peak memory. There are no thresholds:
# machines differ; compare figures of one run.
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
		END { printf "%-44s %8.1f ms  (%d runs, best %.1f)\n", label, t[int((NR + 1) / 2)] / 1000, NR, t[1] / 1000 }'
}

"$outset" new -q "$scratch/e" --sample winter-gritting
# A specification of 60 pages: the sample's outcomes eight times over, with ids of their own.
awk '
	/<outcome / { inside = 1 }
	inside { block = block $0 "\n" }
	inside && /<\/outcome>/ { inside = 0; next }
	inside { next }
	/<\/outcomes>/ {
		printf "%s", block
		for (i = 1; i < 17; i++) {
			copy = block
			gsub(/id="O/, "id=\"O" i "-", copy); gsub(/id="M/, "id=\"M" i "-", copy)
			printf "%s", copy
		}
	}
	{ print }' "$scratch/e/spec.xml" >"$scratch/long.xml"

echo "specification: $(wc -c <"$scratch/e/spec.xml") bytes; long: $(wc -c <"$scratch/long.xml") bytes"
bench "outset --version" 21 "$outset" --version
bench "outset check (sample)" 21 "$outset" check "$scratch/e"
bench "outset check (60 pages)" 21 "$outset" check "$scratch/long.xml"
bench "outset assemble dpia" 11 "$outset" assemble dpia -e "$scratch/e" -o "$scratch/dpia.docx" --force
bench "outset brief" 11 "$outset" brief "$scratch/e" -o "$scratch/brief.pdf" --force
bench "outset pack" 11 "$outset" pack "$scratch/e"

OUTSET_DATA=$top "$top/$1/tests/bench/words" "$top/tests/wording/dev.tsv"
