#!/bin/sh
# SPDX-License-Identifier: MIT
# assets-digest.sh SPEC -- a line for each asset: the checksum of what Word shows of it, and its name.
set -e
rm -rf made
outset assemble -q -e "$1" -o made --fail-on never
for file in made/*.docx; do
	name=${file##*/}
	unzip -p "$file" word/document.xml | cksum | sed "s/\$/ ${name%.docx}/"
done
rm -rf made
