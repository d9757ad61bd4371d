#!/bin/sh
# package/deb.sh STAGE VERSION DAY OUT -- make a Debian package of what `make install` put into STAGE.
#
# DAY is that of the release; it is the date of the changelog, and of every file, so that the same
# tree gives the same package.  Needs dpkg-dev; the packages of shared libraries are found by
# dpkg-shlibdeps, those of faces in fonts/manifest.tsv.
set -eu
stage=$1 version=$2 day=$3 out=$4
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
stage=$(cd "$stage" && pwd)
SOURCE_DATE_EPOCH=$(date -u -d "$day" +%s)
export SOURCE_DATE_EPOCH

for program in dpkg-deb dpkg-shlibdeps dpkg-architecture; do
	command -v $program >/dev/null || {
		echo "$program is not here; install dpkg-dev" >&2
		exit 2
	}
done

# What policy asks for: no debugging symbols, compressed manual pages, changelog and copyright.
find "$stage/usr/bin" "$stage/usr/lib" -type f -exec strip --strip-unneeded \
	--remove-section=.comment --remove-section=.note {} +
find "$stage/usr/share/man" -type f -exec gzip -9n {} +
share=$stage/usr/share/doc/outset
mkdir -p "$share"
{
	echo 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/'
	echo 'Upstream-Name: outset'
	echo
	echo 'Files: *'
	sed -n 's/^Copyright (c) /Copyright: /p' "$top/LICENSE"
	echo 'License: Expat'
	sed '1,/^Copyright/d; s/^$/./; s/^/ /' "$top/LICENSE" | sed '1{/^ \.$/d}'
} >"$share/copyright"
gzip -9nc "$top/CHANGELOG.md" >"$share/NEWS.gz"
mkdir -p "$stage/usr/share/lintian/overrides"
cp "$here/lintian-overrides" "$stage/usr/share/lintian/overrides/outset"
{
	echo "outset ($version) unstable; urgency=medium"
	echo
	echo '  * See NEWS.gz for what is new.'
	echo
	echo " -- The outset maintainers <maintainers@outset.example>  $(date -R -u -d "$day")"
} | gzip -9nc >"$share/changelog.gz"

# dpkg-shlibdeps wants the control file of a source package.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/debian" "$stage/DEBIAN"
cp -a "$stage" "$work/debian/outset"
printf 'Source: outset\n\nPackage: outset\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O debian/outset/usr/bin/outset debian/outset/usr/lib/outset/*.so |
	sed -n 's/^shlibs:Depends=//p')
for package in fontconfig $(sed '/^#/d' "$top/fonts/manifest.tsv" | cut -f 2 | sort -u); do
	depends="$depends, $package"
done

size=$(du -k --apparent-size -s "$stage/usr" | cut -f 1)
architecture=$(dpkg-architecture -qDEB_HOST_ARCH)
sed "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$size/; s/@DEPENDS@/$depends/" \
	"$here/control" >"$stage/DEBIAN/control"
(cd "$stage" && find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum) >"$stage/DEBIAN/md5sums"
find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
chmod -R go=rX,u+rwX "$stage"
dpkg-deb --root-owner-group -Zxz -b "$stage" "$out/outset_${version}_$architecture.deb"
