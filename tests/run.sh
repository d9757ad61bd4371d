#!/bin/sh
# run.sh BUILD [--update] [CASE...] -- run the unit tests and the cases, and count.
#
# A case is a text file, tests/cases/*.case, read from top to bottom in a new folder of its own:
#
#   # a remark
#   $ command line           run with sh; outset is the program under test, $cases the folder of cases
#   | a line of its output
#   ! a line of its errors
#   = exit status            left out for 0
#   ? command                the case is left out where this fails: the system can't do it
#
# With --update the cases are rewritten with what was seen: read the difference before committing it.
set -u
build=$1; shift
update=; [ "${1-}" = --update ] && { update=1; shift; }
top=$(cd "$(dirname "$0")/.." && pwd) || exit 2
cd "$top" || exit 2
passed=0 failed=0

LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
LSAN_OPTIONS=suppressions=$top/tests/lsan.supp:print_suppressions=0
export LSAN_OPTIONS
unset SOURCE_DATE_EPOCH OUTSET_DATA NO_COLOR
# What samples and constants of law say of their time stays true on this day.
OUTSET_TODAY=2026-11-30
export OUTSET_TODAY

scratch=$(mktemp -d "${TMPDIR:-/tmp}/outset-tests.XXXXXX") || exit 2
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# Each g_test program prints TAP: "ok 1 /area/name" and "not ok 2 /area/name".
run_unit() {
	G_DEBUG=fatal-criticals "$1" --tap >"$scratch/tap" 2>"$scratch/tap-errors"
	status=$?
	n_ok=$(grep -c '^ok ' "$scratch/tap")
	n_bad=$(grep -c '^not ok ' "$scratch/tap")
	# A crash ends the program before it can say "not ok".
	[ "$status" != 0 ] && [ "$n_bad" = 0 ] && n_bad=1
	passed=$((passed + n_ok)) failed=$((failed + n_bad))
	if [ "$n_bad" != 0 ]; then
		echo "FAILED $1 (status $status)"
		grep -v '^ok ' "$scratch/tap" | tail -n 30
		tail -n 40 "$scratch/tap-errors"
	fi
}

# The files that are known to be hard for a door (tests/fuzz/); it says how many there were.
run_replay() {
	door=${1##*/replay-}
	if n=$("$1" "tests/fuzz/corpus/$door" 2>"$scratch/err") && [ "$n" -gt 0 ]; then
		passed=$((passed + n))
	else
		failed=$((failed + 1))
		echo "FAILED $1"
		"$1" -v "tests/fuzz/corpus/$door" 2>&1 >/dev/null | tail -n 40
	fi
}

# A few commands with one fault of each kind (tests/faults/); `make check-faults` has all of them.
# A sanitizer can't stand behind what makes memory run out; counts of what is reached would be spoiled.
run_faults() {
	case $build in
	*asan* | *cov*)
		echo "left out tests/faults"
		return
		;;
	esac
	if "$build/tests/faults/faults" "$top/$build/outset" "$top/$build/tests/faults/inject.so" \
		tests/faults/plan.ini 1 check review assemble-again pack log log-first collect matrix import \
		>"$scratch/out" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		cat "$scratch/out"
	fi
}

# What a case says if it is run now, in the form of the case file.
replay() {
	rm -rf "$scratch/case"; mkdir "$scratch/case"
	while IFS= read -r line || [ -n "$line" ]; do
		case $line in
		'$ '*)
			(cd "$scratch/case" && PATH="$scratch/bin:$PATH" sh -c "${line#\$ }") \
				</dev/null >"$scratch/out" 2>"$scratch/err"
			status=$?
			printf '%s\n' "$line"
			sed 's/^/| /' "$scratch/out"
			sed 's/^/! /' "$scratch/err"
			[ "$status" = 0 ] || printf '= %s\n' "$status"
			;;
		'| '* | '! '* | '= '* | '|' | '!') ;;
		*) printf '%s\n' "$line" ;;
		esac
	done <"$1" | sed 's/[ ]*$//'
}

run_case() {
	needs=$(sed -n 's/^? //p' "$1")
	if [ -n "$needs" ] && ! PATH="$scratch/bin:$PATH" sh -c "$needs" >/dev/null 2>&1; then
		echo "left out $1: $needs"
		return
	fi
	replay "$1" >"$scratch/seen"
	if cmp -s "$1" "$scratch/seen"; then
		passed=$((passed + 1))
	elif [ -n "$update" ]; then
		cp "$scratch/seen" "$1"
		echo "updated $1"
	else
		failed=$((failed + 1))
		echo "FAILED $1"
		diff -u "$1" "$scratch/seen" | sed 1,2d
	fi
}

# The program under test, as "outset" on the path.
mkdir "$scratch/bin"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$top/$build/outset" >"$scratch/bin/outset"
chmod +x "$scratch/bin/outset"
[ ! -x "$build/tests/kernels/without" ] || ln -s "$top/$build/tests/kernels/without" "$scratch/bin"
cases=$top/tests/cases top_folder=$top OUTSET_CASES=$top/tests/cases
export cases top_folder OUTSET_CASES

if [ $# = 0 ]; then
	for unit in "$build"/tests/unit/test-*; do
		case $unit in *.[od]) ;; *) [ -x "$unit" ] && run_unit "$unit" ;; esac
	done
	for replay in "$build"/tests/fuzz/replay-*; do
		case $replay in *.[od]) ;; *) run_replay "$replay" ;; esac
	done
	run_faults
	set -- tests/cases/*.case
fi
for file; do run_case "$file"; done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
