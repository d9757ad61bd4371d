#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""find-secrets.py RESPONSES.xml FILE... -- what was said in confidence, in any byte of what is published.

Looks in each file as it is, in each entry of a Word file, workbook or archive, in each object and stream
of a PDF (qpdf), in the text of its pages (pdftotext), and in what it carries (pdfdetach), which is taken
apart in the same way; with tags and without, entities and escapes resolved, as UTF-8, UTF-16 and the
hexadecimal digits of a PDF.  Letters and digits count, so that line breaks, runs and case make no
difference.  Prints what is found, and at the end how many texts were looked for.
"""
import html
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as tree
import zipfile

NAMESPACE = "{urn:outset:responses:1}"
STRETCH = 24
TELLING = ("name", "number", "contact", "email", "telephone")


def squeeze(text):
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if sign.isalnum())


def secrets(path):
    """Texts of at least 6 letters and digits; of long ones each stretch of 24."""
    for response in tree.parse(path).iter(NAMESPACE + "response"):
        for particular in response.iter(NAMESPACE + "particular"):
            if particular.get("name") in TELLING:
                yield response.get("id"), particular.text
        for answer in response.iter(NAMESPACE + "answer"):
            if answer.get("sensitive") == "yes" or response.get("share") != "yes":
                for part in ("said", "more", "reason"):
                    if answer.findtext(NAMESPACE + part):
                        yield f"{response.get('id')} {answer.get('question')}", answer.findtext(
                            NAMESPACE + part)


def run(*command):
    return subprocess.run(command, capture_output=True, check=False).stdout


def parts(path):
    yield "as it is", path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield "comment", archive.comment
            for name in archive.namelist():
                yield name, archive.read(name)
    if path.suffix == ".pdf":
        yield "objects", run("qpdf", "--qdf", "--object-streams=disable",
                             "--stream-data=uncompress", "--decode-level=all", str(path), "-")
        yield "objects as JSON", run("qpdf", "--json", str(path))
        yield "text", run("pdftotext", "-layout", str(path), "-")
        with tempfile.TemporaryDirectory() as folder:
            run("pdfdetach", "-saveall", "-o", folder, str(path))
            for carried in pathlib.Path(folder).iterdir():
                yield from ((f"{carried.name}, {part}", data) for part, data in parts(carried))


def forms(data):
    """The same bytes read in the ways in which a text may lie in them."""
    text = data.decode("utf-8", "replace")
    yield text
    yield html.unescape(text)
    yield html.unescape(re.sub(r"<[^>]*>", "", text))
    yield data.decode("utf-16-be", "replace")
    yield data.decode("utf-16-le", "replace")
    # Strings of JSON with their escapes, and of a PDF with octal ones.
    yield re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)
    octal = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8) & 255]), data)
    yield octal.decode("utf-16-be", "replace")
    yield octal.decode("latin-1")
    # Strings of a PDF as hexadecimal digits.
    for digits in re.findall(rb"<((?:[0-9A-Fa-f]{2}){6,})>", data):
        yield bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def main():
    short, stretches, count = [], {}, 0
    for whose, text in secrets(sys.argv[1]):
        letters = squeeze(text)
        count += len(letters) >= 6
        if 6 <= len(letters) < STRETCH:
            short.append((whose, letters))
        for start in range(len(letters) - STRETCH + 1):
            stretches.setdefault(letters[start:start + STRETCH], whose)
    found = set()
    for name in sys.argv[2:]:
        for part, data in parts(pathlib.Path(name)):
            for seen in map(squeeze, forms(data)):
                told = {whose for whose, letters in short if letters in seen}
                told.update(stretches[seen[start:start + STRETCH]]
                            for start in range(len(seen) - STRETCH + 1)
                            if seen[start:start + STRETCH] in stretches)
                found.update((pathlib.Path(name).name, part, whose) for whose in told)
    for name, part, whose in sorted(found):
        print(f"{name}, {part}: {whose}")
    print(f"{count} texts looked for")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
