# edited-forms.sh FORM.docx -- what people and their programs make of a form that answers Q1 with "Mostly.
# Ask about shade, too.", one file each.
form=$1
document=word/document.xml

# edit FROM OUT PART PERL -- a copy with one part changed.
edit() {
	rm -rf edited; mkdir edited; unzip -q "$1" -d edited
	perl -CSD -Mutf8 -0pi -e "$4" "edited/$3"
	rm -f "$2"; (cd edited && zip -q -r - .) >"$2"
}

office=http://schemas.openxmlformats.org/officeDocument/2006/relationships
# relate FROM OUT KIND -- a relationship rId99 to a part of this kind.
relate() {
	edit "$1" "$2" word/_rels/document.xml.rels \
		"s#</Relationships>#<Relationship Id=\"rId99\" Type=\"$office/$3\" Target=\"$3.xml\"/></Relationships>#"
}

cell() { printf '<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>' "$1"; }
table="<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>$(cell Route)$(cell Sensors)</w:tr><w:tr>$(cell A44)$(cell 8)</w:tr></w:tbl>"
answer='Mostly\. Ask about shade, too\.'
run="<w:r><w:t[^>]*>$answer</w:t></w:r>"
drawn() {
	printf '<w:r><w:drawing><x:inline xmlns:x="urn:x"><x:blip r:embed="rId99" xmlns:r="%s"/></x:inline></w:drawing></w:r>' $office
}

edit "$form" read-only.docx word/settings.xml 's#<w:zoom#<w:documentProtection w:edit="readOnly" w:enforcement="1" w:hash="x"/><w:zoom#'
edit "$form" forms-only.docx word/settings.xml 's#<w:zoom#<w:documentProtection w:edit="forms" w:enforcement="1"/><w:zoom#'
edit "$form" table-below.docx $document "s#($answer</w:t></w:r></w:sdtContent></w:sdt></w:p>)#\$1$table<w:p/>#"
edit "$form" table-inside.docx $document "s#<w:p><w:pPr><w:pStyle w:val=\"TableText\"/><w:keepNext/></w:pPr><w:sdt>((?:(?!</w:sdtPr>).)*?answer.Q1\"(?:(?!</w:sdtPr>).)*?)<w:text w:multiLine=\"1\"/></w:sdtPr><w:sdtContent>($run)</w:sdtContent></w:sdt></w:p>#<w:sdt>\$1</w:sdtPr><w:sdtContent><w:p>\$2</w:p>$table<w:p/></w:sdtContent></w:sdt>#"
edit "$form" table-alone.docx $document "s#(answer.Q3\"(?:(?!</w:sdt>).)*</w:sdt></w:p>)#\$1$table<w:p/>#s"
edit "$form" words-below.docx $document "s#($answer</w:t></w:r></w:sdtContent></w:sdt></w:p>)#\$1<w:p><w:r><w:t>And of drains.</w:t></w:r></w:p>#"
edit "$form" step.docx $document "s#($run)#\$1$(drawn)#"; relate step.docx picture.docx image; relate step.docx chart.docx chart
edit "$form" tracked.docx $document "s#$run#<w:r><w:t xml:space=\"preserve\">Mostly. </w:t></w:r><w:del w:id=\"1\" w:author=\"x\"><w:r><w:delText>Never ask.</w:delText></w:r></w:del><w:ins w:id=\"2\" w:author=\"x\"><w:r><w:t>Ask about shade.</w:t></w:r></w:ins><w:moveFrom w:id=\"4\" w:author=\"x\"><w:r><w:t>Old place.</w:t></w:r></w:moveFrom><w:moveTo w:id=\"5\" w:author=\"x\"><w:r><w:t xml:space=\"preserve\"> New place.</w:t></w:r></w:moveTo>#"
edit "$form" tracked-field.docx $document 's#<w:sdt>((?:(?!</w:sdtPr>).)*?answer.Q1"(?:(?!</w:sdt>).)*)</w:sdt>#<w:del w:id="7" w:author="x"><w:sdt>$1</w:sdt></w:del><w:ins w:id="8" w:author="x"><w:r><w:t>No field any more.</w:t></w:r></w:ins>#s'
edit "$form" formatted.docx $document 's#<w:rPr><w:b/><w:bCs/></w:rPr><w:t>Have we#<w:rPr><w:b/><w:bCs/><w:rPrChange w:id="9" w:author="x"><w:rPr/></w:rPrChange></w:rPr><w:t>Have we#'
edit "$form" step.docx $document "s#($run)#<w:commentRangeStart w:id=\"0\"/>\$1<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>#"
edit step.docx other.docx '[Content_Types].xml' 's#</Types>#<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>#'
relate other.docx commented.docx comments
echo '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="Iona"><w:p><w:r><w:t>Only with the survey.</w:t></w:r></w:p></w:comment></w:comments>' >word-comments
mkdir -p word; mv word-comments word/comments.xml; zip -q commented.docx word/comments.xml
edit "$form" merged.docx $document 's#<w:tc><w:tcPr><w:tcW w:w="2190" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableRowHead"/><w:keepNext/></w:pPr><w:r><w:t>Answer</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="7448" w:type="dxa"/></w:tcPr>((?:(?!</w:tc>).)*answer.Q1")#<w:tc><w:tcPr><w:tcW w:w="9638" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Answer</w:t></w:r></w:p>$1#s'
edit "$form" step.docx word/styles.xml 's/w:name w:val="heading (\d)"/w:name w:val="Überschrift $1"/g; s/styleId="Heading(\d)"/styleId="berschrift$1"/g; s/w:lang w:val="en-GB"/w:lang w:val="de-DE"/g'
edit step.docx german.docx $document 's/w:pStyle w:val="Heading(\d)"/w:pStyle w:val="berschrift$1"/g; s#<w:rPr>#<w:rPr><w:lang w:val="de-DE"/>#g; s#(answer.Q3"(?:(?!</w:sdtPr>).)*)<w:text#$1<w:showingPlcHdr/><w:text#s; s#(answer.Q3"(?:(?!</w:sdt>).)*<w:t[^>]*>)[^<]*#$1Klicken oder tippen Sie hier, um Text einzugeben.#s'
edit "$form" office-lines.docx $document "s#$run#<w:r><w:t>Mostly.</w:t><w:t>Ask about shade, too.</w:t></w:r>#"
rm -rf edited word step.docx other.docx
