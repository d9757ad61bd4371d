#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""validate.py FILE... -- release packages against the schemas that lie here; README.md says whose.
validate.py --split FILE FOLDER -- writes schema.json, with all extensions, and release.json, for other
judges; in draft 7 of JSON Schema, which says of these schemas what draft 4 says.

Each package and each release has to be valid; every member has to be one that the standard or one of
the declared extensions knows, because the standard itself lets unknown members pass; dates and times
need an offset; codes have to be in the lists.  Prints what is wrong and ends with 1.
"""
import datetime
import json
import pathlib
import re
import sys

import jsonschema

HERE = pathlib.Path(__file__).parent
DECLARED = {
    "https://standard.open-contracting.org/profiles/eu/latest/en/extension.json": "eu-profile.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_suitability_extension/"
    "master/extension.json": "suitability.json",
    "https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json":
        "uk-extension.json",
}
# Those of the open lists that a draft uses: partyRole, milestoneType, documentType.
CODES = {
    "roles": {"buyer", "procuringEntity", "funder", "reviewBody", "interestedParty"},
    "documentType": {"marketEngagementNotice", "plannedProcurementNotice", "needsAssessment"},
    "noticeType": {"UK1", "UK2", "UK3"},
    "type": {"engagement"},
}
RFC_3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
URI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")

checker = jsonschema.FormatChecker(formats=())


@checker.checks("date-time", raises=ValueError)
def is_date_time(value):
    if not isinstance(value, str):
        return True
    datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    return bool(RFC_3339.match(value))


@checker.checks("uri")
def is_uri(value):
    return not isinstance(value, str) or bool(URI.match(value))


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def merge(target, patch):
    """A JSON Merge Patch (RFC 7396), as extensions are applied."""
    if not isinstance(patch, dict):
        return patch
    target = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            target.pop(key, None)
        else:
            target[key] = merge(target.get(key), value)
    return target


def find_unknown(schema, root, value, path):
    """Members that the schema does not name."""
    while "$ref" in schema:
        schema = root["definitions"][schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from find_unknown(schema.get("items", {}), root, item, f"{path}/{number}")
    elif isinstance(value, dict):
        for key, member in value.items():
            if key not in schema.get("properties", {}):
                yield f"{path}/{key}: no schema knows this member"
            else:
                yield from find_unknown(schema["properties"][key], root, member, f"{path}/{key}")


def find_codes(value, path):
    """Codes that are in no list."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from find_codes(item, f"{path}/{number}")
    elif isinstance(value, dict):
        for key, member in value.items():
            for code in member if isinstance(member, list) else [member]:
                if key in CODES and isinstance(code, str) and code not in CODES[key]:
                    yield f"{path}/{key}: no list has the code {code}"
            yield from find_codes(member, f"{path}/{key}")


def find_invalid(schema, value, path):
    for error in jsonschema.Draft4Validator(schema, format_checker=checker).iter_errors(value):
        yield f"{path}{''.join(f'/{part}' for part in error.path)}: {error.message[:200]}"


def validate(package):
    package_schema, release_schema = load("release-package-schema.json"), load("release-schema.json")
    for url in package.get("extensions", []):
        if url not in DECLARED:
            yield f"/extensions: {url} is not known here"
    # The releases are looked at by themselves, with the extensions that the package declares.
    release_schema = extend(package, release_schema)
    package_schema["properties"]["releases"]["items"] = {"type": "object"}
    yield from find_invalid(package_schema, package, "")
    yield from find_unknown(package_schema, package_schema,
                            {key: value for key, value in package.items() if key != "releases"}, "")
    for number, release in enumerate(package.get("releases", [])):
        path = f"/releases/{number}"
        yield from find_invalid(release_schema, release, path)
        yield from find_unknown(release_schema, release_schema, release, path)
        yield from find_codes(release, path)


def extend(package, schema):
    for url in package.get("extensions", []):
        if url in DECLARED:
            schema = merge(schema, load(DECLARED[url]))
    return schema


def modernise(schema):
    """What draft 4 says with a boolean beside a limit, as later drafts say it."""
    if isinstance(schema, list):
        return [modernise(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: modernise(value) for key, value in schema.items()}
    for exclusive, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if schema.get(exclusive) is True:
            schema[exclusive] = schema.pop(limit)
        elif schema.get(exclusive) is False:
            del schema[exclusive]
    return schema


def split(name, folder):
    package = json.loads(pathlib.Path(name).read_text("utf-8"))
    schema = modernise(extend(package, load("release-schema.json")))
    schema.pop("id")
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    pathlib.Path(folder, "schema.json").write_text(json.dumps(schema), "utf-8")
    pathlib.Path(folder, "release.json").write_text(json.dumps(package["releases"][0]), "utf-8")


def main():
    failed = False
    if sys.argv[1:2] == ["--split"]:
        return split(*sys.argv[2:4])
    for name in sys.argv[1:]:
        package = json.loads(sys.stdin.read() if name == "-" else pathlib.Path(name).read_text("utf-8"))
        for mistake in validate(package):
            failed = True
            print(f"{name}: {mistake}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
