# SPDX-License-Identifier: MIT
"""copies-docxtpl.py TEMPLATE.docx N LAST.docx -- N copies of a Word document with docxtpl.

A peer of the personal packs in the bench.  Prints the seconds of the processor and the kilobytes of
memory that it took, and its version; LAST.docx is the last copy.
"""
import io
import resource
import sys
import time
from importlib.metadata import version

from docxtpl import DocxTemplate


def copy(template, number):
    digits = f"{number:09}"
    doc = DocxTemplate(io.BytesIO(template))
    doc.render({
        "name": f"{'Brook' if number % 3 else 'Ashdown'} {number} Sensing Ltd",
        "number": digits[1:],
        "contact": "Marta Ellery",
        "email": f"mail{number}@firm{number}.example",
        "code": f"{digits[:3]}-{digits[3:6]}-{digits[6:]}",
    }, autoescape=True)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def main():
    with open(sys.argv[1], "rb") as file:
        template = file.read()
    start = time.process_time()
    for number in range(int(sys.argv[2])):
        last = copy(template, number)
    seconds = time.process_time() - start
    with open(sys.argv[3], "wb") as file:
        file.write(last)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{seconds:.3f}", memory, version("docxtpl"))


main()
