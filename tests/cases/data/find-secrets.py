#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""find-secrets.py RESPONSES.xml FILE... -- what was said in confidence, in any byte of what is published.

Looks in each file as it is, in each entry of a Word file, in each object and stream of a PDF (qpdf), in
the text of its pages (pdftotext), and in what it carries (pdfdetach); with tags and without, entities
resolved.  Letters and digits count, so that line breaks, runs and case make no difference.  Prints what
is found, and at the end how many texts were looked for.
"""
import html
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile

NAMESPACE = "{urn:outset:responses:1}"
TELLING = ("name", "number", "contact", "email", "telephone")


def squeeze(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


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
    if path.suffix == ".docx":
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
                yield carried.name, carried.read_bytes()


def forms(data):
    """The same bytes read in the ways in which a text may lie in them."""
    text = data.decode("utf-8", "replace")
    yield text
    yield html.unescape(text)
    yield html.unescape(re.sub(r"<[^>]*>", "", text))
    yield data.decode("utf-16-be", "replace")
    yield data.decode("utf-16-le", "replace")
    # Strings of a PDF as hexadecimal digits.
    for digits in re.findall(rb"<((?:[0-9A-Fa-f]{2}){6,})>", data):
        yield bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def main():
    wanted = []
    for whose, text in secrets(sys.argv[1]):
        letters = squeeze(text)
        if len(letters) >= 6:
            wanted.append((whose, [letters[i:i + 24] for i in range(max(1, len(letters) - 23))]))
    found = False
    for name in sys.argv[2:]:
        for part, data in parts(pathlib.Path(name)):
            seen = "\n".join(squeeze(form) for form in forms(data))
            for whose, stretches in wanted:
                if any(stretch in seen for stretch in stretches):
                    found = True
                    print(f"{pathlib.Path(name).name}, {part}: {whose}")
    print(f"{len(wanted)} texts looked for")
    return found


if __name__ == "__main__":
    sys.exit(main())
