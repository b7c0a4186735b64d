"""Writing a .docx anew with some of its parts changed; the others stay byte for byte."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reportnlp.formats.package import Package, parse_part, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES_PART = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


def packed(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The bytes of the package with some parts changed or added.

    changed: from the name of a part to its bytes.
    """
    entries = {id(package.entries[_key(n)]): n for n in changed if _key(n) in package.entries}
    kept = {id(info) for info in package.entries.values()}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for info in package.archive.infolist():
            if id(info) not in kept:
                continue  # a second entry of the same name, which no program reads
            name = entries.get(id(info))
            data = package.archive.read(info) if name is None else changed[name]
            target.writestr(_fresh(info), data)
        for name, data in changed.items():
            if _key(name) not in package.entries:
                target.writestr(_fresh(ZipInfo(name, _first_time(package))), data, ZIP_DEFLATED)
    return buffer.getvalue()


def as_part(root: _Element) -> bytes:
    """The bytes of a part."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def with_part(package: Package, owner: str, name: str, kind: str, media: str) -> dict[str, bytes]:
    """What changes in the package so that a new part belongs to it.

    owner: the part that links to it.
    kind:  type of the relationship, a URI.
    media: type of its content.
    """
    folder, base = posixpath.split(owner)
    links_name = posixpath.join(folder, "_rels", f"{base}.rels")
    links = _root(package, links_name, _RELATIONSHIP.rpartition("}")[0] + "}Relationships")
    used = {item.get("Id") for item in links}
    number = len(used) + 1
    while f"rId{number}" in used:
        number += 1
    link = links.makeelement(_RELATIONSHIP)
    link.set("Id", f"rId{number}")
    link.set("Type", kind)
    link.set("Target", posixpath.relpath(name, folder or "."))
    links.append(link)
    types = _root(package, _TYPES_PART, _OVERRIDE.rpartition("}")[0] + "}Types")
    override = types.makeelement(_OVERRIDE)
    override.set("PartName", f"/{name}")
    override.set("ContentType", media)
    types.append(override)
    return {links_name: as_part(links), _TYPES_PART: as_part(types)}


def free_name(package: Package, name: str) -> str:
    """The name, or one like it that no part has: "word/comments2.xml"."""
    stem, dot, suffix = name.rpartition(".")
    number, found = 1, name
    while _key(found) in package.entries:
        number += 1
        found = f"{stem}{number}{dot}{suffix}"
    return found


def _root(package: Package, name: str, tag: str) -> _Element:
    found = parse_part(package, name)
    if found is not None:
        return found
    space = tag[1:].partition("}")[0]
    return parse_xml(f'<{tag.rpartition("}")[2]} xmlns="{space}"/>'.encode(), name, package.path)


def _fresh(info: ZipInfo) -> ZipInfo:
    """An entry as it was, to be written again: zipfile measures sizes and places itself."""
    new = copy(info)
    new.flag_bits &= 0x800  # nothing but that the name is UTF-8
    new.extra = b""
    return new


def _first_time(package: Package) -> tuple[int, int, int, int, int, int]:
    entries = package.archive.infolist()
    return entries[0].date_time if entries else (1980, 1, 1, 0, 0, 0)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
