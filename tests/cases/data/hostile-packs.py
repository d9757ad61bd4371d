# SPDX-License-Identifier: MIT
"""hostile-packs.py PACK FOLDER -- archives of packs as no honest one is.  PACK is the folder of one."""
import os
import sys
import warnings
import zipfile

pack, folder = sys.argv[1:3]
warnings.simplefilter("ignore")  # of names that are there twice


def write(name, change):
    """An archive with the files of the pack, after `change` had a look at its list of (name, bytes)."""
    entries = []
    for file in sorted(os.listdir(pack)):
        with open(os.path.join(pack, file), "rb") as opened:
            entries.append((file, opened.read()))
    change(entries)
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in entries:
            archive.writestr(zipfile.ZipInfo(file, (2026, 11, 23, 0, 0, 0)), data,
                             zipfile.ZIP_DEFLATED)


def replace(entries, name, data):
    entries[:] = [(file, data if file == name else old) for file, old in entries]


write("twice.zip", lambda entries: entries.append(("events.ics", b"another")))
write("case.zip", lambda entries: entries.append(("EVENTS.ICS", b"another")))
write("above.zip", lambda entries: entries.append(("../../above.txt", b"above")))
write("root.zip", lambda entries: entries.append(("/etc/cron.d/x", b"root")))
write("bomb.zip", lambda entries: replace(entries, "briefing.pdf", bytes(200 << 20)))
write("large.zip", lambda entries: replace(entries, "manifest.json", bytes(40 << 20)))
write("deep.zip", lambda entries: replace(entries, "manifest.json", b"[" * 1000000))
write("many.zip", lambda entries: entries.extend((f"{i}.txt", b"") for i in range(5000)))
write("empty.zip", lambda entries: entries.clear())
with open(os.path.join(folder, "short.zip"), "wb") as file:
    file.write(b"PK\x03\x04")
