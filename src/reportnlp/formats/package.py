"""Opening a .docx with care: a zip of XML parts, from whoever sent it.

What is not a Word file is named as what it is; nothing outside the file is ever loaded; sizes are
looked at before anything is unpacked. All refusals are UnreadableFileError.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from reportnlp.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

# The XML of a 300-page report is some 10 MB; of a bomb, as much as the sender likes.
_MOST_BYTES = 200 * 1024 * 1024
_BIG_PART = 8 * 1024 * 1024
_MOST_RATIO = 200

_SAVE_AGAIN = "请用 Word 或 WPS 打开后另存为 .docx 再试。"
_GET_AGAIN = "请重新下载或复制一份完整的文件再试。"
_UNSAFE = "如果来源可靠，请用 Word 或 WPS 打开后另存为 .docx 再试。"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What a file begins with that was given the wrong suffix.
_OTHER_FORMATS = (
    (b"{\\rtf", "这是 RTF 文件，不是 .docx"),
    (b"%PDF", "这是 PDF 文件，不是 .docx"),
    (b"<", "这是网页或 XML 文件，不是 .docx"),
    (b"Rar!", "这是 RAR 压缩包，不是 .docx"),
    (b"7z\xbc\xaf", "这是 7z 压缩包，不是 .docx"),
)
# Folders of other office packages.
_OTHER_PACKAGES = (
    ("xl/", "这是 Excel 工作簿，不是 Word 文件"),
    ("ppt/", "这是 PowerPoint 演示文稿，不是 Word 文件"),
    ("content.xml", "这是 OpenDocument 文件（.odt 等），不是 .docx"),
    ("ofd.xml", "这是 OFD 文件，不是 .docx"),
)
_ZIP_ERRORS = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]{0,100}?encoding\s?=\s?["']([^"']{1,40})""")
_ENCODINGS = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii"))
_DRIVE_OR_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Package:
    """An opened .docx.

    path:    for messages, as the user gave it.
    archive: the zip.
    entries: from a part's name in lower case ("word/document.xml") to its entry in the zip.
    """

    path: Path | str
    archive: ZipFile
    entries: Mapping[str, ZipInfo]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from a part to another.

    id:     "rId7", unique in its part.
    kind:   the last step of its type: "styles", "header", "officeDocument".
    target: name of the part that it leads to: "word/header1.xml".
    """

    id: str
    kind: str
    target: str


def open_package(data: bytes, path: Path | str) -> Package:
    """The package in the bytes of a file.

    path: for messages.

    Raises UnreadableFileError if they are no zip, or one that is not safe to unpack.
    """
    _refuse_other_formats(data, path)
    try:
        archive = ZipFile(BytesIO(data))
    except _ZIP_ERRORS as error:
        reason = "不是有效的 Word 文件（压缩包已损坏或不完整）"
        raise UnreadableFileError(path, reason, _GET_AGAIN) from error
    _refuse_bomb(archive, path)
    # Some programs write \ and a leading /; part names do not mind case.
    entries = {_key(info.filename): info for info in archive.infolist()}
    return Package(path, archive, MappingProxyType(entries))


def main_part(package: Package) -> str:
    """The name of the part that holds the body.

    Raises UnreadableFileError if the package is no Word file.
    """
    for link in relationships(package, ""):
        other = posixpath.dirname(link.target) in ("xl", "ppt")
        if link.kind == "officeDocument" and not other and _key(link.target) in package.entries:
            return link.target
    if "word/document.xml" in package.entries:
        return "word/document.xml"
    for folder, reason in _OTHER_PACKAGES:
        if any(name.startswith(folder) for name in package.entries):
            raise UnreadableFileError(package.path, reason, "请换成 .docx 格式的报告。")
    reason = "压缩包里没有 Word 正文，不是 .docx 文件"
    raise UnreadableFileError(package.path, reason, _SAVE_AGAIN)


def read_part(package: Package, name: str) -> bytes | None:
    """The bytes of an XML part; None where it is missing.

    Raises UnreadableFileError.
    """
    info = package.entries.get(_key(name))
    if info is None:
        return None
    if info.flag_bits & 1:
        _refuse_password(package.path)
    if not _is_xml(info) or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        _refuse_part(package, name)
    try:
        # zipfile unpacks no more than the size that the directory declares, which was looked at.
        return package.archive.read(info)
    except (*_ZIP_ERRORS, RuntimeError) as error:
        _refuse_part(package, name, error)


def parse_part(package: Package, name: str) -> _Element | None:
    """The root of an XML part; None where it is missing.

    Raises UnreadableFileError if it is broken, declares a DTD or is nested too deeply.
    """
    data = read_part(package, name)
    return None if data is None else parse_xml(data, name, package.path)


def parse_xml(data: bytes, name: str, path: Path | str) -> _Element:
    """The root of XML that came from outside.

    name, path: for messages.

    Raises UnreadableFileError.
    """
    from lxml import etree

    danger = _danger(data)
    if danger:
        raise UnreadableFileError(path, f"文件内部的 {name} {danger}", _UNSAFE)
    # Without huge_tree libxml2 itself refuses nesting of more than 256 elements.
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            reason = f"文件内部的 {name} 嵌套得太深"
            raise UnreadableFileError(path, reason, _SAVE_AGAIN) from error
        reason = f"文件内部的 {name} 已损坏"
        raise UnreadableFileError(path, reason, _SAVE_AGAIN) from error


def relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """The links of a part to others inside the package; of the package itself for "".

    Raises UnreadableFileError if their list is broken.
    """
    folder, base = posixpath.split(part)
    root = parse_part(package, posixpath.join(folder, "_rels", f"{base}.rels"))
    if root is None:
        return ()
    found = []
    for item in root:
        target = item.get("Target") or ""
        outside = item.get("TargetMode") == "External" or _DRIVE_OR_SCHEME.match(target)
        if target and not outside:
            name = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
            kind = (item.get("Type") or "").rpartition("/")[2]
            found.append(Relationship(item.get("Id") or "", kind, name.lstrip("/")))
    return tuple(found)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _is_xml(info: ZipInfo) -> bool:
    return info.filename.lower().endswith((".xml", ".rels"))


def _danger(data: bytes) -> str:
    """What makes XML unfit to be parsed; "" where nothing does (ISO/IEC 29500-2, 9.1)."""
    # UTF-16 and UTF-32 are ASCII with zeros in between, as far as the mark goes.
    wide = b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"<!DOCTYPE" in (data.replace(b"\0", b"") if wide else data):
        return "带有 DTD 或外部实体，可能不安全"
    declared = _ENCODING.match(data)
    if declared and not wide and declared.group(1).lower() not in _ENCODINGS:
        # Another encoding could hide the mark.
        return "的编码不是 UTF-8 或 UTF-16"
    return ""


def _refuse_other_formats(data: bytes, path: Path | str) -> None:
    if not data:
        raise UnreadableFileError(path, "文件是空的（0 字节）", _GET_AGAIN)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            _refuse_password(path)
        reason = "这是旧版 Word 或 WPS 文件（.doc、.wps），不是 .docx"
        raise UnreadableFileError(path, reason, _SAVE_AGAIN)
    if data.startswith(b"PK"):
        return
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, reason in _OTHER_FORMATS:
        if start.startswith(mark):
            raise UnreadableFileError(path, reason, _SAVE_AGAIN)
    raise UnreadableFileError(path, "不是 Word 文件，或已损坏", _SAVE_AGAIN)


def _refuse_bomb(archive: ZipFile, path: Path | str) -> None:
    """Refuse XML that unpacks to far too much; pictures are never unpacked."""
    total = 0
    for info in archive.infolist():
        if _is_xml(info):
            total += info.file_size
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > _BIG_PART and ratio > _MOST_RATIO:
                reason = "文件解压后大得不正常，可能是压缩炸弹"
                raise UnreadableFileError(path, reason, _UNSAFE)
    if total > _MOST_BYTES:
        reason = f"文件解压后的正文过大（{total // 1024 // 1024} MB）"
        raise UnreadableFileError(path, reason, "请拆分成几个文件后再试。")


def _refuse_password(path: Path | str) -> NoReturn:
    advice = "请用 Word 或 WPS 打开，去掉密码后另存为 .docx 再试。"
    raise UnreadableFileError(path, "文件设有打开密码", advice)


def _refuse_part(package: Package, name: str, cause: Exception | None = None) -> NoReturn:
    reason = f"文件内部的 {name} 已损坏"
    raise UnreadableFileError(package.path, reason, _GET_AGAIN) from cause
