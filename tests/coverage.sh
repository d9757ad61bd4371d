#!/bin/sh
# coverage.sh BUILD -- run all tests in a build with MODE=cov, and print how much of the code they reach:
# lines, and branches that were taken at least once, by folder; and the files of which they reach least.
#
# coverage.sh BUILD --print -- the same of what the tests reached when they ran last.
#
# Not counted is what a process did that a signal ended, or that ran out of memory; and the trying of
# what a kernel has (confine/try.c), whose processes may write nothing.
set -eu
build=$1
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"

if [ "${2-}" != --print ]; then
	find "$build" -name '*.gcda' -exec rm -f {} +
	started=$(date +%s)
	tests/run.sh "$build" || echo "Some failed; what they reached is counted all the same."
	echo "It took $((($(date +%s) - started) / 60)) minutes."
fi

find "$build/cli" -name '*.gcda' | sort | xargs gcov --branch-probabilities --no-output 2>/dev/null |
awk '
	# File '\''cli/xml/read.c'\''; then "Lines executed:97.50% of 80", "Taken at least once:71.2% of 52"
	# the last line of a file; the sum of all may follow it at once
	/^$|^Calls executed:|^No calls/ { file = "" }
	/^File / { split($2, path, "\047"); file = path[2]; next }
	file !~ /^cli\/.*\.c$/ { next }
	/^Lines executed:|^Taken at least once:/ {
		kind = /^Lines/ ? "lines" : "branches"
		sub(/^cli\//, "", file)
		folder = file
		if (!sub(/\/.*/, "/", folder)) folder = "main.c"
		split($0, parts, ":")
		share = parts[2]; sub(/%.*/, "", share)
		n = $NF
		count(folder); count("all"); count(file)
		folders[folder] = 1; files[file] = 1
		file = "cli/" file
	}
	function count(name) {
		all[name, kind] += n
		hit[name, kind] += int(share * n / 100 + 0.5)
	}
	function share_of(name, kind) {
		return all[name, kind] ? 100 * hit[name, kind] / all[name, kind] : 0
	}
	function row(name) {
		return sprintf("%-30s %6d %5.1f%% %8d %5.1f%%", name, all[name, "lines"],
			share_of(name, "lines"), all[name, "branches"], share_of(name, "branches"))
	}
	END {
		printf "%-30s %6s %6s %8s %6s\n", "folder", "lines", "", "branches", ""
		for (name in folders) print row(name) | "sort"
		close("sort")
		print row("all")
		printf "\n%-30s\n", "files with the lowest share of branches, of those that have 20"
		for (name in files)
			if (all[name, "branches"] >= 20)
				print share_of(name, "branches") "\t" row(name) | "sort -n | head -n 15 | cut -f 2"
		close("sort -n | head -n 15 | cut -f 2")
	}
'
