# SPDX-License-Identifier: MIT
"""carried.py FOLDER -- read what a briefing carries with others' programs, and compare it with the
specification that lies beside it.  Needs python3-icalendar."""
import csv
import json
import os
import sys
import xml.etree.ElementTree as tree
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar

NAMESPACE = {"s": "urn:outset:specification:1"}


def text(element):
    return " ".join("".join(element.itertext()).split())


def check_questions(folder, root):
    with open(os.path.join(folder, "questions.csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    asked = root.findall("s:questions/s:question", NAMESPACE)
    assert [row["id"] for row in rows] == [question.get("id") for question in asked]
    for row, question in zip(rows, asked):
        words = text(question.find("s:text", NAMESPACE))
        assert row["question"].removeprefix("'") == words, row
        assert all(value[:1] not in "=+-@" or value == "" for value in row.values()), row


def check_events(folder, root):
    given = root.findall("s:engagement/s:event", NAMESPACE)
    with open(os.path.join(folder, "events.ics"), "rb") as file:
        data = file.read()
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "a line is too long"
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
    assert zones == ["Europe/London"], zones
    assert len({str(event["UID"]) for event in events}) == len(given)
    for event, element in zip(events, given):
        assert not event.errors
        assert str(event["SUMMARY"]) == text(element.find("s:title", NAMESPACE))
        for key, attribute in (("DTSTART", "start"), ("DTEND", "end")):
            local = datetime.fromisoformat(element.get(attribute))
            wanted = local.replace(tzinfo=ZoneInfo("Europe/London"))
            assert event[key].dt == wanted, (event[key].dt, wanted)


def check_summary(folder, root):
    with open(os.path.join(folder, "briefing.json"), encoding="utf-8") as file:
        summary = json.load(file)
    assert summary["identity"]["reference"] == root.find("s:identity", NAMESPACE).get("reference")
    assert len(summary["outcomes"]) == len(root.findall("s:outcomes/s:outcome", NAMESPACE))
    assert summary["questions"] == len(root.findall("s:questions/s:question", NAMESPACE))


def main():
    folder = sys.argv[1]
    root = tree.parse(os.path.join(folder, "spec.xml")).getroot()
    if os.path.exists(os.path.join(folder, "questions.csv")):
        check_questions(folder, root)
    if os.path.exists(os.path.join(folder, "events.ics")):
        check_events(folder, root)
    check_summary(folder, root)


main()
