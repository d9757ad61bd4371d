#!/bin/sh
# SPDX-License-Identifier: MIT
# left-out.sh SPEC -- what documents say of themselves beside what the statement of required assets says of
# them: the names of those that are left out or shorter, with a ! before a name where the two differ.
set -e
spec=$1
sh asset-text.sh "$spec" required-assets | sed -n '/^What does not apply/,$p' >statement
compare() { # NAME, what the document says of itself, its name in the statement
	self=no told=no
	sh asset-text.sh "$spec" "$1" >text
	grep -q -e "$2" text && self=yes
	grep -q -x "$3" statement && told=yes
	[ $self$told = nono ] && return
	[ $self = $told ] && printf ' %s' "$1" || printf ' !%s' "$1"
}
compare dpia '^Record of the screening' 'Data protection impact assessment'
compare mou '^No pilot is planned' 'Memorandum of understanding'
compare accessibility-statement 'record that none is needed' 'Accessibility statement'
compare cyber-essentials 'record that none is needed' 'Cyber Essentials statement'
compare atrs 'none is needed' 'Algorithmic transparency record'
compare equality-impact 'so the full form is left out' 'Equality impact assessment'
compare regulator-compliance 'lead to no regulator' 'Regulator compliance register'
compare business-case '^Business justification case' 'Business case in full'
compare conflict-of-interest 'prescribe no form of assessment' 'Conflicts assessment'
compare social-value 'The specification asks for nothing' 'Social value statement'
compare carbon 'not asked for' 'Carbon statement'
rm -f statement text
echo
