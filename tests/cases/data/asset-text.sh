#!/bin/sh
# SPDX-License-Identifier: MIT
# asset-text.sh SPEC ASSET [NATION REGIME] -- the words of an asset as Word has them, one paragraph a line.
#
# With NATION and REGIME it is made from the specification as it would be there.  The laws that the
# specification's own texts name are taken out first, so that what is seen comes from the template.
set -e
spec=$1
if [ $# = 4 ]; then
	spec=variant.xml
	sed "s/jurisdiction=\"GB-[A-Z]*\" regime=\"[a-z0-9-]*\"/jurisdiction=\"$3\" regime=\"$4\"/
		s/kind=\"UK[1-5]\"/kind=\"other\"/
		s/Procurement Act 2023/our rules/g; s/Freedom of Information Act 2000/law/g; s/Sell2Wales/our page/g
		s/Equality Act 2010/law/g; s/DTAC/form/g" "$1" >"$spec"
fi
status=0
outset assemble -q "$2" -e "$spec" -o asset.docx --force --fail-on never || status=$?
unzip -p asset.docx word/document.xml | sed 's/<w:p[ >]/\n&/g' |
	sed -e 's/<[^>]*>//g; s/&amp;/\&/g; s/&lt;/</g; s/&gt;/>/g; /^ *$/d' -e '$a\'
rm asset.docx
exit $status
