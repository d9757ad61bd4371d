#!/bin/sh
# coverage.sh BUILD -- how much of the code the tests have reached, by folder, from what they left in a
# build with MODE=cov: lines, and branches that were taken at least once.
#
# What a process of its own did that ends with _exit() is not counted.
set -eu
build=$1
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"

find "$build/cli" -name '*.gcda' | sort | xargs gcov --branch-probabilities --no-output 2>/dev/null |
awk '
	# File '\''cli/xml/read.c'\''; then "Lines executed:97.50% of 80", "Taken at least once:71.2% of 52"
	# the last line of a file; the sum of all may follow it at once
	/^$|^Calls executed:|^No calls/ { file = "" }
	/^File / { split($2, path, "\047"); file = path[2]; next }
	file !~ /^cli\/.*\.c$/ { next }
	/^Lines executed:|^Taken at least once:/ {
		kind = /^Lines/ ? "lines" : "branches"
		folder = file
		sub(/^cli\//, "", folder)
		if (!sub(/\/.*/, "/", folder)) folder = "main.c"
		split($0, parts, ":")
		share = parts[2]; sub(/%.*/, "", share)
		n = $NF
		all[folder, kind] += n; all["all", kind] += n
		hit[folder, kind] += int(share * n / 100 + 0.5); hit["all", kind] += int(share * n / 100 + 0.5)
		folders[folder] = 1
	}
	function share_of(folder, kind) {
		return all[folder, kind] ? 100 * hit[folder, kind] / all[folder, kind] : 0
	}
	function row(folder) {
		return sprintf("%-14s %6d %5.1f%% %8d %5.1f%%", folder, all[folder, "lines"],
			share_of(folder, "lines"), all[folder, "branches"], share_of(folder, "branches"))
	}
	END {
		printf "%-14s %6s %6s %8s %6s\n", "folder", "lines", "", "branches", ""
		for (folder in folders) print row(folder) | "sort"
		close("sort")
		print row("all")
	}
'
