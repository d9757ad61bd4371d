# SPDX-License-Identifier: MIT
"""filled.py OUTSET SAMPLE FOLDER [SOFFICE] -- fill in every field of a pack and read it back.

The documents are filled in with python-docx, the bound part too, as Word does it; then all of them
are saved by LibreOffice, which drops tags and more.  Both have to come back as the same answers, but
for line breaks within a field: of those LibreOffice 7.4 drops some itself, in rows that were added.
"""
import glob
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def write_text(control, text):
    """Put plain text into a control, lines parted by w:br."""
    content = control.find(W + "sdtContent")
    for child in list(content):
        content.remove(child)
    run = content.makeelement(W + "r", {})
    content.append(run)
    for number, line in enumerate(text.split("\n")):
        if number > 0:
            run.append(run.makeelement(W + "br", {}))
        words = run.makeelement(W + "t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        words.text = line
        run.append(words)


def fill(control, number):
    """Fill in one control; the answer that is expected, or None where it is not a field."""
    properties = control.find(W + "sdtPr")
    lock = properties.find(W + "lock")
    if lock is not None and "ontentLocked" in lock.get(W + "val"):
        return None
    mark = properties.find(W + "showingPlcHdr")
    if mark is not None:
        properties.remove(mark)
    if properties.find(W14 + "checkbox") is not None:
        checked = properties.find(W14 + "checkbox").find(W14 + "checked")
        ticked = checked.get(W14 + "val") == "1"
        checked.set(W14 + "val", "0" if ticked else "1")
        write_text(control, "\u2610" if ticked else "\u2612")
        return "no" if ticked else "yes"
    if properties.find(W + "date") is not None:
        write_text(control, "%d May 2027" % (1 + number % 28))
        return "2027-05-%02d" % (1 + number % 28)
    choices = properties.find(W + "dropDownList")
    if choices is not None:
        shown = "".join(t.text or "" for t in control.iter(W + "t"))
        answers = [item.get(W + "displayText") for item in choices]
        answer = answers[0] if answers[0] != shown else answers[-1]
        write_text(control, answer)
        return answer
    text = properties.find(W + "text")
    if text is None:
        return None
    answer = "Own words %d & <more>" % number
    if text.get(W + "multiLine") == "1":
        answer += "\nsecond line"
    write_text(control, answer)
    return answer


def store_values(document, expected):
    """Write the values into the bound part."""
    space = "{urn:outset:fields:1}"
    for relation in document.part.rels.values():
        if not relation.reltype.endswith("/customXml"):
            continue
        root = tree.fromstring(relation.target_part.blob)
        for field in root.iter(space + "field"):
            answer = expected.get(field.get("name"))
            if field.text in ("true", "false"):
                field.text = {"yes": "true", "no": "false"}.get(answer, field.text)
            elif answer is not None:
                field.text = answer
        relation.target_part._blob = tree.tostring(root, encoding="utf-8")


def fill_file(path):
    """Fill in a document where it lies; the answers that are expected by the names of fields."""
    document = docx.Document(path)
    expected = {}
    for number, control in enumerate(list(document.element.iter(W + "sdt"))):
        tag = control.find(W + "sdtPr").find(W + "tag")
        answer = fill(control, number)
        if answer is not None:
            expected[re.sub(r"~\d+$", "", tag.get(W + "val"))] = answer
    store_values(document, expected)
    document.save(path)
    return expected


def read_answers(path):
    """The answers in a file, by name."""
    space = "{urn:outset:answers:1}"
    return {a.get("name"): (a.text or "").strip() for a in tree.parse(path).iter(space + "answer")}


def compare(outset, engagement, path, expected, by):
    """Import one document and compare; the number of answers that differ."""
    asset = os.path.basename(path)[: -len(".docx")]
    folder = os.path.join(os.path.dirname(path), "answers-" + by)
    subprocess.run([outset, "import", "-q", "-e", engagement, "-o", folder, path],
                   stdout=subprocess.DEVNULL, check=False)
    file = os.path.join(folder, asset + ".xml")
    answers = read_answers(file) if os.path.exists(file) else {}
    wrong = 0
    for name in sorted(set(answers) | set(expected)):
        # a box that is empty without any answer has none when it is emptied
        found, due = answers.get(name, "no"), expected.get(name)
        if by == "LibreOffice" and due is not None:
            found, due = found.replace("\n", ""), due.replace("\n", "")
        if found != due:
            wrong += 1
            print("%s, %s: %s is %r and should be %r" %
                  (by, asset, name, answers.get(name), expected.get(name)))
    return wrong


def main():
    outset, engagement, folder = sys.argv[1:4]
    subprocess.run([outset, "assemble", "-q", "-e", engagement, "-o", folder], check=True)
    paths = sorted(glob.glob(os.path.join(folder, "*.docx")))
    expected = {path: fill_file(path) for path in paths}
    wrong = sum(compare(outset, engagement, path, expected[path], "python-docx") for path in paths)
    if len(sys.argv) > 4:
        saved = os.path.join(folder, "saved")
        subprocess.run([sys.argv[4], "--headless", "-env:UserInstallation=file://" +
                        os.path.abspath(os.path.join(folder, "profile")), "--convert-to", "docx",
                        "--outdir", saved] + paths, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=True)
        for path in paths:
            wrong += compare(outset, engagement, os.path.join(saved, os.path.basename(path)),
                             expected[path], "LibreOffice")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
