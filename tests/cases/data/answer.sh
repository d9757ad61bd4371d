# answer.sh FORM OUT FIELD=TEXT... -- a copy of a form with these fields filled in, as a person does.
form=$1 out=$2; shift 2
{
	echo '<profile xmlns="urn:outset:profile:1">'
	for pair; do
		printf '<answer field="%s">%s</answer>\n' "${pair%%=*}" \
			"$(printf %s "${pair#*=}" | sed 's/&/\&amp;/g; s/</\&lt;/g')"
	done
	echo '</profile>'
} >answer-profile.xml
outset profile fill -q --force -p answer-profile.xml "$form" -o "$out" >/dev/null
