#!/bin/sh
# valgrind.sh BUILD -- a run of each kind under valgrind: no read of what was never written, none beyond
# what was allocated, nothing lost that we allocated.
set -u
build=$1
top=$(cd "$(dirname "$0")/.." && pwd) || exit 2
outset=$top/$build/outset
command -v valgrind >/dev/null || { echo 'valgrind is not there.'; exit 2; }

scratch=$(mktemp -d "${TMPDIR:-/tmp}/outset-valgrind.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
SOURCE_DATE_EPOCH=1796000000 LC_ALL=C.UTF-8 G_SLICE=always-malloc
export SOURCE_DATE_EPOCH LC_ALL G_SLICE
"$outset" new -q e --sample winter-gritting || exit 2
printf '[engagement]\nassets = dpia\n' >e/outset.ini

broken=0
judge() {
	valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
		--show-leak-kinds=definite --suppressions="$top/tests/valgrind.supp" \
		"$outset" "$@" >out 2>err
	status=$?
	if [ "$status" = 99 ]; then
		broken=$((broken + 1))
		echo "FAILED outset $*"
		grep '^==' err | head -n 40
	elif [ "$status" -gt 1 ]; then
		broken=$((broken + 1))
		echo "FAILED outset $* (status $status)"
		tail -n 3 err
	fi
}

judge check -q e
judge check -q "$top/tests/cases/data/council-wrong.docx"
judge review -q "$top/tests/cases/data/council-wrong.docx" -o reviewed.docx
judge check -q -f sarif e
judge assemble -q -e e dpia -o dpia.docx
judge import -q -e e dpia.docx
judge brief -q -o b.pdf e
judge brief -q -o b.html e
judge brief -q -o b.txt e
judge extract -q b.pdf -d carried
judge verify -q b.pdf
judge form spec -q -e e -o form.docx
judge form spec -q -e e --format xlsx -o form.xlsx
judge import -q -e e form.docx -o one.xml
judge import -q -e e form.xlsx -o two.xml
judge collect -q -e e
judge matrix -q -e e -o m.csv
judge matrix -q -e e -o m.xlsx
judge matrix -q -e e -o m.html
judge report -q e
judge notice -q -o n.json e
judge events -q -e e calendar
judge log add -q --by P --kind told --said Six e
judge log verify -q e
judge qa add -q --by P --question Why e
judge diff -q one.xml e/spec.xml
judge suppliers check -q e/suppliers.csv
judge funding -q e
judge explain LAW001
judge help
[ "$broken" = 0 ] && echo "nothing found"
