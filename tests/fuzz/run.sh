#!/bin/sh
# run.sh BUILD SECONDS TARGET... -- run fuzz targets one after the other, and say what came of each.
#
# Inputs that reach something new gather in BUILD/corpus/TARGET and stay there for the next run; one
# that breaks a target is kept in BUILD/findings/ and belongs, made small and mended, into
# tests/fuzz/corpus/TARGET.
set -u
build=$1 seconds=$2; shift 2
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
cd "$top" || exit 2

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

broken=0
for target; do
	known=tests/fuzz/corpus/$target gathered=$build/corpus/$target
	mkdir -p "$gathered" "$build/findings"
	[ -d "$known" ] || known=
	dictionary=tests/fuzz/$(dictionary "$target").dict
	[ -f "$dictionary" ] && dictionary=-dict=$dictionary || dictionary=
	"$build/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
		-print_final_stats=1 -artifact_prefix="$build/findings/$target-" $dictionary \
		"$gathered" $known >"$build/$target.log" 2>&1
	status=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log")
	echo "$target: ${runs:-0} runs, status $status"
	[ "$status" = 0 ] || broken=$((broken + 1))
done
[ "$broken" = 0 ]
