# SPDX-License-Identifier: MIT
"""events.py OUTSET SAMPLE FOLDER -- let two independent programs read the calendar of a sample, then
move one event, take another away, and read it again.  Needs python3-icalendar and python3-vobject."""
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import vobject

NAMESPACE = {"s": "urn:outset:specification:1"}
LONDON = ZoneInfo("Europe/London")


def make(outset, folder):
    subprocess.run([outset, "events", "calendar", "-q", "-e", folder, "--fail-on", "never"],
                   check=True, stderr=subprocess.DEVNULL)
    with open(os.path.join(folder, "events", "calendar.ics"), "rb") as file:
        data = file.read()
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "a line is too long"
    return data


def text(element):
    return " ".join("".join(element.itertext()).split())


def read(data):
    """The entries by their UIDs, as icalendar and as vobject see them."""
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors and str(calendar["METHOD"]) == "PUBLISH"
    first = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    other = vobject.readOne(data.decode())
    assert other.method.value == "PUBLISH"
    second = {event.uid.value: event for event in other.vevent_list}
    assert first.keys() == second.keys() and len(first) == len(calendar.walk("VEVENT"))
    for uid, event in first.items():
        assert not event.errors
        # RFC 5546, 3.2.1: what a publication has to have
        for key in ("DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY", "SEQUENCE"):
            assert key in event, (uid, key)
        assert "ATTENDEE" not in event
        assert str(event["SUMMARY"]) == second[uid].summary.value
        assert int(event["SEQUENCE"]) == int(second[uid].sequence.value)
        assert str(event["STATUS"]) == second[uid].status.value
        start = event["DTSTART"].dt
        theirs = second[uid].dtstart.value
        if isinstance(start, datetime):
            assert start.astimezone(LONDON) == theirs.astimezone(LONDON), (start, theirs)
        else:
            assert start == theirs and str(event["TRANSP"]) == "TRANSPARENT"
        alarms = [part for part in event.subcomponents if part.name == "VALARM"]
        assert len(alarms) == (0 if str(event["STATUS"]) == "CANCELLED" else 1)
        for alarm in alarms:
            assert str(alarm["ACTION"]) == "DISPLAY" and "DESCRIPTION" in alarm
            assert alarm["TRIGGER"].dt in (timedelta(days=-1), timedelta(hours=-15))
            assert second[uid].valarm.trigger.value == alarm["TRIGGER"].dt
    return first


def by_title(events, title):
    return next(event for event in events.values() if str(event["SUMMARY"]) == title)


def main():
    outset, sample, folder = sys.argv[1:]
    shutil.copytree(sample, folder)
    specification = os.path.join(folder, "spec.xml")
    root = tree.parse(specification).getroot()
    given = root.findall("s:engagement/s:event", NAMESPACE)
    before = read(make(outset, folder))
    for element in given:
        event = by_title(before, text(element.find("s:title", NAMESPACE)))
        for key, attribute in (("DTSTART", "start"), ("DTEND", "end")):
            wanted = datetime.fromisoformat(element.get(attribute)).replace(tzinfo=LONDON)
            assert event[key].dt == wanted, (event[key].dt, wanted)
    closes = date.fromisoformat(root.find("s:engagement", NAMESPACE).get("closes"))
    assert any(event["DTSTART"].dt == closes for event in before.values())

    with open(specification, encoding="utf-8") as file:
        words = file.read()
    words = words.replace("T10:00:00", "T09:30:00", 1)
    words = re.sub(r'<event id="EV2".*?</event>', "", words, flags=re.DOTALL)
    with open(specification, "w", encoding="utf-8") as file:
        file.write(words)
    data = make(outset, folder)
    after = read(data)
    assert after.keys() == before.keys()
    titles = [text(element.find("s:title", NAMESPACE)) for element in given]
    moved, gone = by_title(after, titles[0]), by_title(after, titles[1])
    assert moved["SEQUENCE"] == by_title(before, titles[0])["SEQUENCE"] + 1
    assert moved["DTSTART"].dt.time().isoformat() == "09:30:00"
    assert str(gone["STATUS"]) == "CANCELLED"
    assert gone["SEQUENCE"] == by_title(before, titles[1])["SEQUENCE"] + 1
    assert make(outset, folder) == data


main()
