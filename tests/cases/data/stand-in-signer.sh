#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Stands for gpg, or by its name for minisign: the signature is a checksum with a name.  KEY=gone has no
# key, KEY=revoked one that is no good any more.
set -eu

option() {
	wanted=$1; shift
	while [ $# -gt 1 ]; do
		[ "$1" = "$wanted" ] && { echo "$2"; return; }
		shift
	done
}

sum() {
	echo "signed by Marta $(sha256sum <"$1" | cut -c1-16)"
}

[ "${KEY-}" = gone ] && verb=NO_PUBKEY || verb=GOODSIG
[ "${KEY-}" = revoked ] && verb=REVKEYSIG
case $0 in
*minisign)
	file=$(option -m "$@") signature=$(option -x "$@")
	case $1 in
	-S) sum "$file" >"$signature" ;;
	-V) sum "$file" | cmp -s - "$signature" ;;
	esac
	exit ;;
esac
for file; do :; done
case " $* " in
*' --detach-sign '*)
	[ $verb = GOODSIG ] || exit 2
	sum "$file" >"$(option --output "$@")" ;;
*)
	sum "$file" | cmp -s - "$(option --verify "$@")" || verb=BADSIG
	echo "[GNUPG:] NEWSIG"
	echo "[GNUPG:] $verb 0123456789ABCDEF Marta Ellery <marta@hafren.example>"
	[ $verb = GOODSIG ] || [ $verb = REVKEYSIG ] || exit 1
	echo "[GNUPG:] VALIDSIG 0123456789ABCDEF0123456789ABCDEF01234567 2026-11-30 1764460800 0" ;;
esac
