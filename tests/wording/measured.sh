#!/bin/sh
# measured.sh MEASURE -- schemas/measured.xml as it follows from tests/wording/dev.tsv.
# Run from the top of the tree; `make measured` writes it, `make check` compares.
set -eu
labelled=tests/wording/dev.tsv
sentences=$(($(wc -l < $labelled) - 1))
documents=$(tail -n +2 $labelled | cut -f 2 | sort -u | wc -l)
cat <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Written by \`make measured\`; tests/wording/README.md says how the sentences were labelled. -->
<measured xmlns="urn:outset:measured:1"
          on="$sentences labelled sentences from $((documents)) real procurement documents">
EOF
OUTSET_DATA=. "$1" $labelled | while read -r label precision recall n; do
	echo "  <label name=\"$label\" precision=\"$precision\" recall=\"$recall\" n=\"$n\"/>"
done
echo '</measured>'
