# SPDX-License-Identifier: MIT
"""forms.py OUTSET FOLDER [SOFFICE] -- specifications as forms through the programs of others.

Each FOLDER/*.xml is made into a Word form and a workbook; python-docx, openpyxl and LibreOffice open
and save them, and outset reads them back.  What comes back has to be the same, by elements, attributes
and texts with white space folded.
"""
import glob
import os
import subprocess
import sys
import xml.etree.ElementTree as tree

import docx
import openpyxl


def lines(path):
    """A specification, an element a line."""
    def walk(element, depth):
        text = " ".join((element.text or "").split()) if len(element) == 0 else ""
        attrs = sorted((name, " ".join(value.split())) for name, value in element.attrib.items())
        yield (depth, element.tag, attrs, text)
        for child in element:
            yield from walk(child, depth + 1)
    return list(walk(tree.parse(path).getroot(), 0))


def compare(outset, spec, form, by):
    """Read a form back and compare; 1 where it differs."""
    back = form + ".back.xml"
    said = subprocess.run([outset, "import", "-q", "--force", "-e", os.path.dirname(form), "-o", back, form],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if not os.path.exists(back) or lines(back) != lines(spec):
        print("%s: %s is not what %s says\n%s" % (by, form, spec, said.stdout.decode()[:2000]))
        return 1
    return 0


def office(soffice, forms, suffix, folder):
    """LibreOffice opens and saves."""
    subprocess.run([soffice, "--headless", "-env:UserInstallation=file://" +
                    os.path.abspath(os.path.join(folder, "profile")), "--convert-to", suffix,
                    "--outdir", os.path.join(folder, "saved")] + forms, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=True)


def main():
    outset, folder = sys.argv[1:3]
    wrong = 0
    for suffix in ("docx", "xlsx"):
        forms = {}
        for spec in sorted(glob.glob(os.path.join(folder, "*.xml"))):
            form = spec[: -len(".xml")] + "." + suffix
            subprocess.run([outset, "form", "spec", "-q", "--fail-on", "never", "-f", suffix, "-e", spec, "-o", form],
                           stderr=subprocess.DEVNULL, check=True)
            forms[form] = spec
        if len(sys.argv) > 3:
            office(sys.argv[3], list(forms), suffix, folder)
        for form, spec in forms.items():
            if len(sys.argv) > 3:
                saved = os.path.join(folder, "saved", os.path.basename(form))
                wrong += compare(outset, spec, saved, "LibreOffice")
            (docx.Document if suffix == "docx" else openpyxl.load_workbook)(form).save(form)
            wrong += compare(outset, spec, form, "python-docx" if suffix == "docx" else "openpyxl")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
