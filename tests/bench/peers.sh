#!/bin/sh
# bench/peers.sh BUILD -- outset beside the programs that people would use otherwise, on the same content.
#
# Each is a whole process, its start included, and is measured by the milliseconds of the processor
# that it took: the least of several runs, since other work on the machine makes all of them longer,
# and taking turns, so that it falls on all. What sets a document from the same words uses the
# briefing's own page of HTML, or its Word document.
#
# Peers are left out where they are not: xmllint, grep, pandoc, weasyprint and soffice on the path;
# PEERS_NODE=FOLDER has the node packages write-good, textlint with textlint-rule-write-good,
# docxtemplater and pizzip; TYPST_NODE=FOLDER (PEERS_NODE otherwise) has
# @myriaddreamin/typst-ts-node-compiler; PYTHON names a Python that has docxtpl.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$top/$1
outset=$build/outset measure=$build/tests/bench/measure
node=${PEERS_NODE:-${NODE_PATH:-.}} typst=${TYPST_NODE:-${PEERS_NODE:-.}} python=${PYTHON:-python3}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/outset-peers.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
OUTSET_DATA=$top TYPST_NODE=$typst
export OUTSET_DATA TYPST_NODE

has() {
	command -v "$1" >/dev/null
}

has_node() {
	has node && test -d "$node/node_modules/$1"
}

# add NAME COMMAND...: take a part in the next comparison; the first is ours.
n=0
add() {
	n=$((n + 1))
	echo "$1" >"$scratch/name.$n"; shift
	: >"$scratch/times.$n"
	{ printf 'set --'; for word; do printf " '%s'" "$word"; done; echo; } >"$scratch/command.$n"
}

left_out() {
	echo "  $1: left out, not here" >>"$scratch/left-out"
}

# run TITLE RUNS: let all that were added take turns, and print how they did.
run() {
	echo "$1"
	runs=$2 turn=0
	while [ $turn -lt "$runs" ]; do
		i=0
		while [ $i -lt $n ]; do
			i=$((i + 1))
			. "$scratch/command.$i"
			"$measure" "$@" 2>"$scratch/err" | cut -d' ' -f2 >>"$scratch/times.$i"
		done
		turn=$((turn + 1))
	done
	i=0 ours=
	while [ $i -lt $n ]; do
		i=$((i + 1))
		took=$(sort -n "$scratch/times.$i" | head -n 1)
		ours=${ours:-$took}
		awk -v name="$(cat "$scratch/name.$i")" -v took="$took" -v ours="$ours" -v first=$i 'BEGIN {
			printf "  %-40s %9.1f ms", name, took * 1000
			printf (first > 1 ? "   %.1f times ours\n" : "\n"), took / ours }'
	done
	[ ! -f "$scratch/left-out" ] || { cat "$scratch/left-out"; rm "$scratch/left-out"; }
	n=0
}

# --- the same content -------------------------------------------------------------------------

"$outset" new -q "$scratch/e" --sample winter-gritting
# The labelled sentences; a hundred times for those that are fast.
cut -f5 "$top/tests/wording/dev.tsv" | sed 1d >"$scratch/short.txt"
i=0
while [ $i -lt 100 ]; do cat "$scratch/short.txt"; i=$((i + 1)); done >"$scratch/long.txt"
# What our lists have, as plain words.
sed -n '/<entries>/,/<\/entries>/{s/<[^>]*>//g; s/^[ \t]*//; s/[ \t]*$//; s/\*//g; /^$/d; p}' \
	"$top"/schemas/words/*.xml | sort -u >"$scratch/list"
"$outset" brief -q "$scratch/e" --format html -o "$scratch/brief.html" 2>/dev/null
"$outset" brief -q "$scratch/e" --format docx -o "$scratch/brief.docx" 2>/dev/null
"$outset" assemble -q response-form -e "$scratch/e" -o "$scratch/form.docx" 2>/dev/null
"$outset" assemble -q response-form -e "$scratch/e" -f html -o "$scratch/form.html" 2>/dev/null
awk '/<outcome / { inside = 1 }
	inside { block = block $0 "\n" }
	inside && /<\/outcome>/ { inside = 0; next }
	inside { next }
	/<\/outcomes>/ {
		printf "%s", block
		for (i = 1; i < 170; i++) {
			copy = block
			gsub(/id="O/, "id=\"O" i "-", copy); gsub(/id="M/, "id=\"M" i "-", copy)
			printf "%s", copy
		}
	}
	{ print }' "$scratch/e/spec.xml" >"$scratch/long.xml"

# --- starting, validating, words --------------------------------------------------------------

start() {
	add "outset --version" "$outset" --version
	run "Start" 21
}

validate() {
	size=$(($(wc -c <"$1") / 1000))
	add "outset (read, judge, name the place)" "$build/tests/bench/validate" "$top/schemas/spec.xsd" "$1"
	if has xmllint; then
		add "xmllint --schema" xmllint --noout --schema "$top/schemas/spec.xsd" "$1"
	else
		left_out xmllint
	fi
	run "Validation against the schema, $size KB" "$2"
}

long_words() {
	add "outset check, all rules" "$outset" check -q --fail-on never -o "$scratch/found" "$scratch/long.txt"
	add "grep -F -o, the same lists" sh -c "exec grep -F -o -f $scratch/list $scratch/long.txt >$scratch/hits"
	add "grep -F, the lines only" sh -c "exec grep -F -f $scratch/list $scratch/long.txt >$scratch/hits"
	run "Wording, $(($(wc -c <"$scratch/long.txt") / 1000)) KB of text, $(wc -l <"$scratch/list") words in the lists" 7
}

short_words() {
	add "outset check, all rules" "$outset" check -q --fail-on never -o "$scratch/found" "$scratch/short.txt"
	if has_node write-good; then
		add "write-good" node "$node/node_modules/write-good/bin/write-good.js" "$scratch/short.txt"
	else
		left_out write-good
	fi
	if has_node textlint && has_node textlint-rule-write-good; then
		add "textlint, rule write-good" node "$node/node_modules/textlint/bin/textlint.js" \
			--rules-base-directory "$node/node_modules" --rule write-good "$scratch/short.txt"
	else
		left_out textlint
	fi
	run "Wording, $(($(wc -c <"$scratch/short.txt") / 1000)) KB of text" 5
}

# --- documents --------------------------------------------------------------------------------

one_docx() {
	add "outset assemble response-form" "$outset" assemble -q response-form -e "$scratch/e" \
		-o "$scratch/new.docx" --force
	if has_node docxtemplater && has_node pizzip; then
		PEERS_NODE=$node; export PEERS_NODE
		add "docxtemplater" node "$top/tests/bench/copies-docxtemplater.mjs" "$scratch/form.docx" 1 \
			"$scratch/1.docx"
	else
		left_out docxtemplater
	fi
	if "$python" -c 'import docxtpl' 2>/dev/null; then
		add "docxtpl" "$python" "$top/tests/bench/copies-docxtpl.py" "$scratch/form.docx" 1 "$scratch/2.docx"
	else
		left_out docxtpl
	fi
	if has pandoc; then
		add "pandoc, of the same words as HTML" pandoc "$scratch/form.html" -o "$scratch/3.docx"
	else
		left_out pandoc
	fi
	run "One Word form" 5
}

one_pdf() {
	add "outset brief, PDF/UA-1 and PDF/A-3" "$outset" brief -q "$scratch/e" -o "$scratch/brief.pdf" --force
	if has node && test -d "$typst/node_modules/@myriaddreamin/typst-ts-node-compiler"; then
		node "$top/tests/bench/typst.mjs" write "$scratch/brief.html" "$scratch/brief.typ"
		add "Typst, PDF/UA-1" node "$top/tests/bench/typst.mjs" make "$scratch/brief.typ" "$scratch/1.pdf"
	else
		left_out Typst
	fi
	if has weasyprint; then
		add "WeasyPrint, PDF/UA-1" weasyprint -q --pdf-variant pdf/ua-1 "$scratch/brief.html" "$scratch/2.pdf"
	else
		left_out WeasyPrint
	fi
	if has soffice; then
		add "LibreOffice, tagged PDF" soffice "-env:UserInstallation=file://$scratch/home" --headless \
			--convert-to 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}' \
			--outdir "$scratch" "$scratch/brief.docx"
	else
		left_out LibreOffice
	fi
	run "One briefing as tagged PDF" 3
}

echo "$(date +%F), $(nproc) processors: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)"
"$outset" doctor 2>/dev/null | grep -i -e libxml2 -e cairo | sed 's/^/  /'
start
validate "$scratch/e/spec.xml" 11
validate "$scratch/long.xml" 7
long_words
short_words
one_docx
one_pdf
"$top/tests/bench/copies.sh" "$1" 100
