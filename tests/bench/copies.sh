#!/bin/sh
# bench/copies.sh BUILD [N] -- a document for each of N suppliers, beside what others need for them.
#
# The response form as a Word document, its particulars filled in: docxtemplater and docxtpl fill
# the same form, in which {{name}} and so on stand for them.  The briefing as tagged PDF, addressed
# and with a code on each page: Typst sets the same words.  Each is timed in one process, without
# its start, by the seconds of the processor that it took, which other programs do not lengthen;
# `outset pack` as a whole, with all its files on the disk, by the clock too.
#
# Peers are left out where they are not: PEERS_NODE=FOLDER (or NODE_PATH) has the node packages
# docxtemplater and pizzip, TYPST_NODE=FOLDER (or NODE_PATH) @myriaddreamin/typst-ts-node-compiler,
# and PYTHON names a Python that has docxtpl.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$top/$1 n=${2:-500}
outset=$build/outset peers=$top/tests/bench
python=${PYTHON:-python3}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/outset-copies.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# say LABEL N SECONDS KILOBYTES: a line of the table; $ours is how many a second outset makes, or 0.
say() {
	awk -v label="$1" -v n="$2" -v seconds="$3" -v memory="$4" -v ours="$ours" 'BEGIN {
		rate = n / seconds
		printf "    %-28s %8.1f a second %6.0f MB", label, rate, memory / 1024
		printf (ours > 0 ? "   outset: %.0f times as many\n" : "\n"), ours / rate }'
}

# holds FILE WORD: a peer that writes something else would be no peer.
holds() {
	case $1 in
	*.docx) unzip -p "$1" word/document.xml word/footer.xml ;;
	*.pdf) pdftotext "$1" - 2>/dev/null ;;
	esac | grep -q "$2" || { echo "copies.sh: there is no $2 in $1" >&2; exit 2; }
}

has_node_package() {
	command -v node >/dev/null && test -d "$1/node_modules/$2"
}

# list N: so many suppliers of differing names.
list() {
	awk -v n="$1" 'BEGIN {
		print "Id,Name,Company number,Contact,Email"
		for (i = 0; i < n; i++)
			printf "%d,%s %d Sensing Ltd,%08d,Marta Ellery,mail%d@firm%d.example\n",
				i + 1, i % 3 ? "Brook" : "Ashdown", i, i, i, i }'
}

# The response form of one supplier, with marks for its particulars.
make_template() {
	printf '%s\n' 'Id,Name,Company number,Contact,Email' \
		'1,MARKNAME,99000101,MARKCONTACT,mark@mark.example' >"$scratch/one.csv"
	"$outset" pack -q "$scratch/e" --suppliers "$scratch/one.csv" -o "$scratch/one" >/dev/null 2>&1
	code=$(sed -n 's/.*"code": "\(.*\)",/\1/p' "$scratch"/one/*/manifest.json)
	mkdir "$scratch/form"
	(cd "$scratch/form" && unzip -q "$scratch"/one/*/response-form.docx &&
		sed -i "s/MARKNAME/{{name}}/g; s/MARKCONTACT/{{contact}}/g; s/99000101/{{number}}/g
			s/mark@mark.example/{{email}}/g; s/$code/{{code}}/g" word/*.xml customXml/*.xml &&
		zip -q -X ../form.docx '[Content_Types].xml' -r .)
}

compare_docx() {
	echo "  response form as DOCX"
	say outset "$n" "$form" "$memory"
	ours=$(awk "BEGIN { print $n / $form }")
	make_template
	node=${PEERS_NODE:-${NODE_PATH:-.}}
	if has_node_package "$node" docxtemplater && has_node_package "$node" pizzip; then
		node "$peers/copies-docxtemplater.mjs" "$scratch/form.docx" "$n" "$scratch/1.docx" >"$scratch/1"
		holds "$scratch/1.docx" " $((n - 1)) Sensing Ltd"
		read -r seconds kilobytes version <"$scratch/1"
		say "docxtemplater $version" "$n" "$seconds" "$kilobytes"
	else
		echo "    docxtemplater: left out, not here (PEERS_NODE=FOLDER)"
	fi
	if "$python" -c 'import docxtpl' 2>/dev/null; then
		"$python" "$peers/copies-docxtpl.py" "$scratch/form.docx" "$n" "$scratch/2.docx" >"$scratch/2"
		holds "$scratch/2.docx" " $((n - 1)) Sensing Ltd"
		read -r seconds kilobytes version <"$scratch/2"
		say "docxtpl $version" "$n" "$seconds" "$kilobytes"
	else
		echo "    docxtpl: left out, not here (PYTHON=PROGRAM)"
	fi
	ours=0
}

compare_pdf() {
	"$outset" brief -q "$scratch/e" -o "$scratch/brief.pdf" 2>/dev/null
	pages=$(pdfinfo "$scratch/brief.pdf" | sed -n 's/^Pages: *//p')
	echo "  briefing as tagged PDF, $pages pages"
	say outset "$n" "$briefing" "$memory"
	ours=$(awk "BEGIN { print $n / $briefing }")
	if has_node_package "${TYPST_NODE:-${NODE_PATH:-.}}" @myriaddreamin/typst-ts-node-compiler; then
		"$outset" brief -q "$scratch/e" --format html -o "$scratch/brief.html" 2>/dev/null
		node "$peers/typst.mjs" write "$scratch/brief.html" "$scratch/brief.typ"
		# It is slow, so that a fifth is enough.
		few=$(((n + 4) / 5))
		node "$peers/typst.mjs" copies "$scratch/brief.typ" $few "$scratch/1.pdf" >"$scratch/3"
		holds "$scratch/1.pdf" " $((few - 1)) Sensing Ltd"
		read -r seconds kilobytes <"$scratch/3"
		pages=$(pdfinfo "$scratch/1.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')
		say "Typst, PDF/UA-1, $pages pages" $few "$seconds" "$kilobytes"
	else
		echo "    Typst: left out, not here (TYPST_NODE=FOLDER)"
	fi
	ours=0
}

# run LABEL SUPPLIERS OPTIONS...: a whole run.
run() {
	label=$1 count=$2; shift 2
	list "$count" >"$scratch/list.csv"
	"$build/tests/bench/measure" "$outset" pack -q "$scratch/e" --suppliers "$scratch/list.csv" \
		-o "$scratch/packs" "$@" 2>/dev/null >"$scratch/took" || true
	test "$(ls "$scratch/packs" | grep -vc 'csv$')" = "$count" ||
		{ echo "copies.sh: packs are missing" >&2; exit 2; }
	read -r wall cpu kilobytes <"$scratch/took"
	awk -v label="$label" -v n="$count" -v wall="$wall" -v cpu="$cpu" -v memory="$kilobytes" 'BEGIN {
		printf "    %-28s %8.1f a second %6.0f MB   %.1f s, %.1f s of processors\n",
			label, n / wall, memory / 1024, wall, cpu }'
	rm -rf "$scratch/packs" "$scratch/e/register.csv"
}

ours=0
cp -r "$top/samples/outline" "$scratch/e"
OUTSET_DATA=$top "$build/outset-bench-packs" "$scratch/e/spec.xml" "$n" plain >"$scratch/ours"
read -r form briefing memory <"$scratch/ours"
echo "$n copies by one processor, and the memory of one process"
compare_docx
compare_pdf
echo "  whole packs on the disk, outset pack --suppliers"
run "-j1, folders" "$n" -j1
run "-j2, archives" "$n" -j2 --zip
run "-j2, archives, $((n * 20))" $((n * 20)) -j2 --zip
