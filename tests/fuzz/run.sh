#!/bin/sh
# run.sh BUILD SECONDS TARGET... -- run fuzz targets one after the other, and say what came of each.
#
# Inputs that reach something new gather in build/fuzz-corpus/TARGET and stay there for the next run,
# of whichever build; one that breaks a target is kept in build/fuzz-findings/ and belongs, made small
# and mended, into tests/fuzz/corpus/TARGET.
#
# With RECORD=yes in the environment the runs are added to campaign.csv: a line for each target and
# build, with the days of the first and the last run.  A finding takes the lines of its target away, so
# that its count begins anew with what mends it.
set -u
build=$1 seconds=$2; shift 2
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
cd "$top" || exit 2
campaign=tests/fuzz/campaign.csv
gathered=build/fuzz-corpus findings=build/fuzz-findings

ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1:${ASAN_OPTIONS-}
UBSAN_OPTIONS=print_stacktrace=1
LSAN_OPTIONS=suppressions=$top/tests/lsan.supp:print_suppressions=0
G_SLICE=always-malloc
export ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS G_SLICE
# Many small files are written; memory is faster than a disk.
[ -w /dev/shm ] && TMPDIR=/dev/shm && export TMPDIR

# The words that a door knows.
dictionary() {
	case $1 in
	brief) echo spec ;;
	draft | revise | fill | form | collect) echo word ;;
	suppliers | people | funding | questions | themes) echo csv ;;
	manifest | baseline) echo json ;;
	answers | changes | responses | style | translation) echo xml ;;
	*) echo "$1" ;;
	esac
}

# How long an input may be: room for what a door can tell apart, and not for much more of the same, since
# short inputs are many times faster.
longest() {
	case $1 in
	path) echo 512 ;;
	suppliers) echo 768 ;;
	xml | settings | logo | manifest | calendar | themes | questions | people | funding | words)
		echo 2048 ;;
	collect | form | workbook) echo 32768 ;;
	brief | draft | rules | spec) echo 16384 ;;
	*) echo 4096 ;;
	esac
}

# record TARGET RUNS STATUS
record() {
	[ "${RECORD-}" = yes ] || return 0
	awk -F, -v target="$1" -v runs="$2" -v status="$3" -v build="${build##*/}" \
		-v today="$(date +%Y-%m-%d)" '
		function line(n, first) { printf "%s,%s,%.0f,%s,%s\n", target, build, n, first, today }
		$1 == target && status != 0 { next }
		$1 == target && $2 == build { line($3 + runs, $4); known = 1; next }
		{ print }
		END { if (!known && status == 0) line(runs, today) }
	' "$campaign" | { IFS= read -r head; echo "$head"; sort -t, -k1,1 -k2,2; } >"$build/campaign" &&
		mv "$build/campaign" "$campaign"
}

broken=0
for target; do
	known=tests/fuzz/corpus/$target
	mkdir -p "$gathered/$target" "$findings"
	[ -d "$known" ] || known=
	dictionary=tests/fuzz/$(dictionary "$target").dict
	[ -f "$dictionary" ] && dictionary=-dict=$dictionary || dictionary=
	"$build/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
		-max_len="$(longest "$target")" -print_final_stats=1 \
		-artifact_prefix="$findings/$target-" $dictionary \
		"$gathered/$target" $known >"$build/$target.log" 2>&1
	status=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log")
	echo "$target: ${runs:-0} runs, status $status"
	record "$target" "${runs:-0}" "$status"
	[ "$status" = 0 ] || broken=$((broken + 1))
done
[ "$broken" = 0 ]
