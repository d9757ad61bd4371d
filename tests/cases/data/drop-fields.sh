# drop-fields.sh FILE.docx OUT.docx -- the same words without content controls and what belongs to them, as
# Google Docs and Pages leave a form.
rm -rf dropped; mkdir dropped; unzip -q "$1" -d dropped; rm -rf dropped/customXml dropped/docProps
perl -0pi -e 's/<w:sdtPr>.*?<\/w:sdtPr>//gs; s/<\/?w:sdt(Content)?>//g' dropped/word/document.xml
perl -0pi -e 's/<Override PartName="\/(customXml|docProps)[^>]*>//g' 'dropped/[Content_Types].xml'
perl -0pi -e 's/<Relationship [^>]*(docProps|customXml)[^>]*>//g' dropped/_rels/.rels \
	dropped/word/_rels/document.xml.rels
(cd dropped && zip -q -r - .) >"$2"
