# edit-part.sh FILE OUT PART PERL -- a copy of a Word file with one part changed, as other programs do.
rm -rf edited; mkdir edited; unzip -q "$1" -d edited
perl -CSD -0pi -e "$4" "edited/$3"
rm -f "$2"
(cd edited && zip -q -r - .) >"$2"
