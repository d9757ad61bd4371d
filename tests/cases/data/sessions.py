# SPDX-License-Identifier: MIT
"""sessions.py DOCUMENT.md -- runs the sessions that a document shows, and says where they are not true.

A session is a block marked `console`: lines with "$ " are commands, the others what they print, on
either stream.  All blocks of a document run in one folder, in their order; a line "..." stands for
any number of lines.  The lines of hashes and of times are not compared: "1b9c342a..." and "10:42:07".
"""
import re
import subprocess
import sys


def read_sessions(path):
    """Pairs of a command and the lines below it, with the number of its line."""
    steps, inside = [], False
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.startswith("```"):
                inside = line == "```console"
            elif inside and line.startswith("$ "):
                steps.append((number, line[2:], []))
            elif inside:
                steps[-1][2].append(line)
    return steps


def matches(shown, seen):
    """Whether the lines fit, each "..." taking as many as it needs."""
    if not shown:
        return not seen
    if shown[0] == "...":
        return any(matches(shown[1:], seen[i:]) for i in range(len(seen) + 1))
    return bool(seen) and matches_line(shown[0], seen[0]) and matches(shown[1:], seen[1:])


def matches_line(shown, seen):
    pattern = re.escape(shown.rstrip())
    pattern = re.sub(r"[0-9a-f]{8}(?:\\\.){3}", "[0-9a-f]{64}", pattern)
    pattern = re.sub(r"^\d\d:\d\d:\d\d", r"\\d\\d:\\d\\d:\\d\\d", pattern)
    return re.fullmatch(pattern, seen.rstrip()) is not None


def main():
    document = sys.argv[1]
    steps, wrong, folder = read_sessions(document), 0, "."
    for number, command, shown in steps:
        if command.startswith("cd "):
            folder = command[3:]
            continue
        done = subprocess.run(["sh", "-c", command], cwd=folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        seen = done.stdout.decode("utf-8").splitlines()
        if not matches(shown, seen):
            wrong += 1
            print(f"line {number}: $ {command}", "it prints:", *seen, sep="\n")
    print(f"{len(steps) - wrong} of {len(steps)} commands are as shown")


main()
