#!/bin/sh
# SPDX-License-Identifier: MIT
#
# full-disk.sh FOLDER LINE THEN -- runs a line of the shell while a new disk at FOLDER has 6 MB, then
# another when it has room.  The disk is gone afterwards, however this ends: nobody else sees it.  Whoever
# may not have mounts of the own (an ordinary user, a changed root) has a limit on the size of files
# instead.
if [ "${OWN-}" = "" ] && unshare -m true 2>/dev/null; then
	OWN=1 exec unshare -m sh "$0" "$@"
fi
rm -rf "$1"; mkdir -p "$1"
if [ "${OWN-}" != "" ] && mount -t tmpfs -o size=6m none "$1" 2>/dev/null; then
	eval "$2"
	mount -o remount,size=200m "$1"
else
	(trap '' XFSZ; ulimit -f 200; eval "$2")
fi
eval "$3"
