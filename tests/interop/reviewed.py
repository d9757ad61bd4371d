#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""reviewed.py DRAFT.docx REVIEWED.docx -- what has to hold of a draft that came back with comments.

Reads both with Python's own zip and XML, and prints what is wrong; ends with 0 where nothing is.

- Entries that are not about comments are the same packed bytes, with the same date and order.
- Text, formatting and everything else of the main part are the same, runs put together again.
- Each comment of outset has one range, one mark behind it and, in the margin, a code first.
- Numbers are there once.
"""
import posixpath
import re
import struct
import sys
import zipfile
from xml.etree import ElementTree

MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference"}
MAY_CHANGE = re.compile(r"(^|/)(\[Content_Types\]\.xml|.*\.rels|(comments|people)[A-Za-z]*\d*\.xml)$")
MACROS = re.compile(r"vba(Project|Data)|_xmlsignatures/|\.sigs$", re.IGNORECASE)
PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BLANKS = " \t\r\n"


def local(name):
    return name.rpartition("}")[2]


def is_word(name):
    return "wordprocessingml" in name.rpartition("}")[0]


def attribute(node, name):
    return next((value for key, value in node.attrib.items() if local(key) == name), None)


class Package:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = [entry.filename for entry in self.zip.infolist()]
        with open(path, "rb") as file:
            data = file.read()
        self.packed = {}
        for entry in self.zip.infolist():
            name_len, extra_len = struct.unpack_from("<HH", data, entry.header_offset + 26)
            start = entry.header_offset + 30 + name_len + extra_len
            self.packed[entry.filename] = data[start:start + entry.compress_size]
        self.main = self.target("", "_rels/.rels", "/officeDocument")

    def xml(self, name):
        return ElementTree.fromstring(self.zip.read(name))

    def target(self, source, relations, kind):
        """The part that a relationship leads to, or None."""
        if relations not in self.names:
            return None
        for relation in self.xml(relations):
            if relation.get("Type", "").endswith(kind):
                folder = "" if relation.get("Target").startswith("/") else posixpath.dirname(source)
                return posixpath.normpath(posixpath.join(folder, relation.get("Target").lstrip("/")))
        return None

    def comments(self):
        folder, _, name = self.main.rpartition("/")
        relations = posixpath.join(folder, "_rels", name + ".rels")
        part = self.target(self.main, relations, "/comments")
        return [] if part is None else [c for c in self.xml(part) if local(c.tag) == "comment"]


def say_run(run, path, said):
    """A run as what it shows, each piece with the properties that it has."""
    shown = [child for child in run if local(child.tag) not in MARKS | {"rPr"}]
    if not shown and any(local(child.tag) in MARKS for child in run):
        return
    properties = "".join(ElementTree.tostring(child, "unicode").strip() for child in run
                         if local(child.tag) == "rPr")
    # a divided run has its change of format twice, with a number for each
    properties = re.sub(r' \w+:id="\d+"', "", properties)
    for child in shown:
        if local(child.tag) != "t":
            said.append(("other", child.tag, properties, path))
            say(child, path + (child.tag,), said)
            continue
        text = "".join(child.itertext())
        if child.get(SPACE) != "preserve":
            text = text.strip(BLANKS)
        if said and said[-1][0] == "text" and said[-1][2:] == (properties, path):
            text = said.pop()[1] + text
        said.append(("text", text, properties, path))


def say(node, path, said):
    for child in node:
        name = local(child.tag)
        if name in MARKS:
            continue
        if name == "r" and is_word(child.tag):
            say_run(child, path, said)
            continue
        said.append(("start", child.tag, sorted(child.attrib.items()), child.text or ""))
        say(child, path + (child.tag,), said)
        said.append(("end", child.tag, None, None))
    return said


def check_entries(before, after):
    kept = [name for name in after.names if name in before.names]
    if kept != [name for name in before.names if name in kept]:
        yield "the order of the entries has changed"
    for name in before.names:
        if name not in after.names:
            if not MACROS.search(name):
                yield f"{name} is missing"
            continue
        one, other = before.zip.getinfo(name), after.zip.getinfo(name)
        if one.date_time != other.date_time or one.external_attr != other.external_attr:
            yield f"{name} has another date or other attributes"
        if name != before.main and not MAY_CHANGE.search(name) and \
                before.packed[name] != after.packed[name]:
            yield f"{name} has changed"


def check_text(before, after):
    one = say(before.xml(before.main), (), [])
    other = say(after.xml(after.main), (), [])
    for left, right in zip(one, other):
        if left != right:
            yield f"{left[:2]} has become {right[:2]}"
            return
    if len(one) != len(other):
        yield "something is missing or new at the end of the text"


def check_comments(before, after):
    guidance = {"".join(comment.itertext()) for comment in before.comments()}
    marks = [(local(node.tag), attribute(node, "id")) for node in after.xml(after.main).iter()
             if local(node.tag) in MARKS]
    ids, paragraphs = [], []
    for comment in after.comments():
        number = attribute(comment, "id")
        ids.append(number)
        paragraphs += [p.get(PARA_ID) for p in comment.iter() if p.get(PARA_ID)]
        if attribute(comment, "author") != "outset":
            continue
        places = [marks.index((mark, number)) if marks.count((mark, number)) == 1 else -1
                  for mark in ("commentRangeStart", "commentRangeEnd", "commentReference")]
        if -1 in places or places != sorted(places):
            yield f"comment {number} has marks {places}"
        text = "".join(comment.itertext())
        if text not in guidance and not re.match(r"[A-Z]{2,}[0-9]+\b", text):
            yield f"comment {number} starts with no code"
    if len(ids) != len(set(ids)):
        yield "two comments have one number"
    if len(paragraphs) != len(set(paragraphs)):
        yield "two paragraphs of comments have one number"


def main():
    before, after = Package(sys.argv[1]), Package(sys.argv[2])
    wrong = [*check_entries(before, after), *check_text(before, after), *check_comments(before, after)]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
