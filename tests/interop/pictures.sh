#!/bin/sh
# pictures.sh BUILD -- make the pictures of README.md from the samples: samples/pictures/*.png.
#
# Needs pdftoppm, ImageMagick, soffice and python3. The page of the draft is what LibreOffice prints; what
# it has in comments is taken out of the file and stands beside it, as Word and LibreOffice show them.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
outset=$top/$1/outset pictures=$top/samples/pictures
scratch=$(mktemp -d "${TMPDIR:-/tmp}/outset-pictures.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# small FROM TO: few colours are enough for pages, and make small files.
small() {
	convert "$1" -strip +dither -colors 128 -define png:compression-level=9 "$2"
}

briefing() {
	"$outset" new -q "$scratch/e" --sample winter-gritting
	"$outset" brief -q "$scratch/e" -o "$scratch/briefing.pdf" 2>/dev/null
	for page in 1 2 8; do
		pdftoppm -r 60 -f $page -l $page -png "$scratch/briefing.pdf" "$scratch/page-$page"
	done
	montage "$scratch"/page-1-*.png "$scratch"/page-2-*.png "$scratch"/page-8-*.png -tile 3x1 \
		-geometry +6+6 -background '#d0d0d0' "$scratch/briefing.png"
	small "$scratch/briefing.png" "$pictures/briefing.png"
}

# The beginnings of all comments, a line each.
list_comments() {
	unzip -p "$1" word/comments.xml | python3 -c '
import sys, xml.etree.ElementTree as tree
w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
for comment in tree.fromstring(sys.stdin.buffer.read()).iter(w + "comment"):
    lines = ["".join(text.text for text in p.iter(w + "t")) for p in comment.iter(w + "p")]
    print(" ".join(lines[:2]))'
}

review() {
	cp "$top/samples/draft.docx" "$scratch/draft.docx"
	"$outset" review -q "$scratch/draft.docx" || true
	soffice "-env:UserInstallation=file://$scratch/home" --headless --convert-to \
		'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}' \
		--outdir "$scratch" "$scratch/draft.reviewed.docx" >/dev/null 2>&1
	pdftoppm -r 90 -png -singlefile "$scratch/draft.reviewed.pdf" "$scratch/draft"
	convert "$scratch/draft.png" -crop 640x620+60+100 +repage "$scratch/page.png"
	n=0
	list_comments "$scratch/draft.reviewed.docx" | while IFS= read -r line; do
		n=$((n + 1))
		convert -size 500x -background '#fbeceb' -fill '#222222' -font Lato-Regular -pointsize 13 \
			caption:"$line" -bordercolor '#fbeceb' -border 8x5 -bordercolor white -border 0x3 \
			"$scratch/comment-$(printf %02d $n).png"
	done
	convert "$scratch"/comment-*.png -append "$scratch/comments.png"
	convert -background white "$scratch/page.png" "$scratch/comments.png" +append \
		-bordercolor white -border 10 -bordercolor '#d0d0d0' -border 6 "$scratch/review.png"
	small "$scratch/review.png" "$pictures/review.png"
}

mkdir -p "$pictures"
briefing
review
ls -l "$pictures"
