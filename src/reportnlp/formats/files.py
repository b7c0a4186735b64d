"""From a path to a document, whatever its format; and bytes back into a file, all or nothing.

A new format is a reader, and a line in `READERS`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from reportnlp.document import Document
from reportnlp.errors import UnreadableFileError, UnwritableFileError
from reportnlp.formats.opening import STANDARD_INPUT, read_bytes, shown
from reportnlp.formats.text import read_text

_COPY = "请把文字复制到 .docx 或 .txt 后再试。"
_OTHER_FORMATS = MappingProxyType(
    {
        ".ofd": (
            "是 OFD 文件，目前不支持",
            _COPY,
        ),
        ".xls": ("是 Excel 表格，不是文字报告", _COPY),
        ".xlsx": ("是 Excel 表格，不是文字报告", _COPY),
        ".et": ("是 WPS 表格，不是文字报告", _COPY),
        ".pptx": ("是演示文稿，不是文字报告", _COPY),
    }
)
_MOST_BYTES = 512 * 1024 * 1024  # of a Word file with photographs
_LOCK_PREFIXES = ("~$", ".~")
_NO_RIGHT = ("没有写入权限，或文件正被 Word、WPS 打开", "请关闭打开它的程序，或换个位置。")
_WRITE_REASONS = MappingProxyType(
    {
        errno.ENOENT: ("要写入的文件夹不存在", "请先建好文件夹，或换一个位置。"),
        errno.ENOTDIR: ("路径中有一段不是文件夹", "请检查路径是否写对。"),
        errno.EISDIR: ("这是文件夹，不是文件", "请给出文件名。"),
        errno.EACCES: _NO_RIGHT,
        errno.EPERM: _NO_RIGHT,
        errno.EROFS: ("磁盘是只读的", "请换一个位置。"),
        errno.ENOSPC: ("磁盘已满", "请清理磁盘，或换一个位置。"),
        errno.EDQUOT: ("磁盘配额已用完", "请清理磁盘，或换一个位置。"),
        errno.ENAMETOOLONG: ("文件名太长", "请换一个短一些的文件名。"),
        errno.ELOOP: ("链接绕成了圈，没有真正的文件", "请给出真正的路径。"),
    }
)


def _read_plain(path: Path | str, encoding: str) -> Document:
    return read_text(path, encoding=encoding)


def _read_word(path: Path | str, encoding: str) -> Document:
    # Imported here: lxml would slow the start of every command.
    from reportnlp.formats.docx import read_docx

    return read_docx(Path(path))


def _read_pdf(path: Path | str, encoding: str) -> Document:
    from reportnlp.formats.pdf import read_pdf

    return read_pdf(path)


def _read_legacy(path: Path | str, encoding: str) -> Document:
    from reportnlp.formats.legacy import read_legacy

    return read_legacy(path)


def _read_page(path: Path | str, encoding: str) -> Document:
    from reportnlp.formats.web_page import read_web_page

    return read_web_page(path, encoding=encoding)


READERS: Mapping[str, Callable[[Path | str, str], Document]] = MappingProxyType(
    {
        ".txt": _read_plain,
        ".text": _read_plain,
        ".md": _read_plain,
        ".markdown": _read_plain,
        ".docx": _read_word,
        ".pdf": _read_pdf,
        ".doc": _read_legacy,
        ".dot": _read_legacy,
        ".wps": _read_legacy,
        ".rtf": _read_legacy,
        ".odt": _read_legacy,
        ".html": _read_page,
        ".htm": _read_page,
    }
)
"""From a suffix in small letters to the reader, which takes the path and the encoding."""


def read_document(path: Path | str, *, encoding: str = "") -> Document:
    """The report in a file; standard input, as plain text, for "-".

    encoding: of a plain file; "" to find out. A Word file has its own.

    A file with an unknown suffix is read as what its content is.

    Raises UnreadableFileError.
    """
    if str(path) == STANDARD_INPUT:
        return read_text(path, encoding=encoding)
    name = Path(path).name
    suffix = Path(path).suffix.lower()
    if name.startswith(_LOCK_PREFIXES):
        raise UnreadableFileError(
            shown(path), "是编辑程序打开文件时留下的临时文件，不是报告", "请给出报告本身。"
        )
    reader = READERS.get(suffix)
    if reader in (_read_legacy, _read_page) and _is_word(path):
        reader = _read_word  # a Word file by another name
    if reader is None:
        is_word = _is_word(path)
        if suffix in _OTHER_FORMATS and not is_word and Path(path).is_file():
            reason, advice = _OTHER_FORMATS[suffix]
            raise UnreadableFileError(shown(path), reason, advice)
        reader = _read_word if is_word else _read_plain
    return reader(path, encoding)


def _is_word(path: Path | str) -> bool:
    """Whether a file has the content of a .docx, whatever its name."""
    try:
        if not Path(path).is_file():
            return False
    except ValueError:  # a NUL in the name: reading the file will say so
        return False
    with contextlib.suppress(OSError), Path(path).open("rb") as file:
        if file.read(4) == b"PK\x03\x04":
            return b"word/" in read_bytes(path, limit=_MOST_BYTES)
    return False


# --- folders ---


def find_files(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """The files that are meant by the paths, each once.

    A file stands for itself, whatever it is; a folder for every file below it that has a reader,
    sorted by name, without hidden ones and those that editors leave behind.

    Raises UnreadableFileError for a folder that cannot be listed, or holds nothing to read.
    """
    found: dict[str, Path] = {}
    for given in paths:
        path = Path(given)
        is_folder = str(given) != STANDARD_INPUT and _is_folder(path)
        for file in _files_below(path) if is_folder else (path,):
            found.setdefault(_identity(file), file)
    return tuple(found.values())


def _identity(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # a NUL in the name: reading the file will say so
        return str(path)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except ValueError:  # a NUL in the name: reading the file will say so
        return False


def _files_below(folder: Path) -> tuple[Path, ...]:
    files = tuple(_walked(folder, set()))
    if not files:
        raise UnreadableFileError(
            shown(folder),
            "文件夹里没有可以读取的报告",
            f"能读取的格式有 {'、'.join(READERS)}。",
        )
    return files


def _walked(folder: Path, seen: set[str]) -> Iterator[Path]:
    """The readable files below a folder; a folder that links lead back to is walked once."""
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise UnreadableFileError(
            shown(folder),
            "没有权限查看这个文件夹",
            "请检查文件夹的权限，或去掉它再试。",
        ) from error
    for entry in entries:
        if entry.name.startswith((".", *_LOCK_PREFIXES)):
            continue
        if entry.is_dir():
            yield from _walked(entry, seen)
        elif entry.suffix.lower() in READERS and (entry.is_file() or entry.is_symlink()):
            yield entry


# --- writing ---


def write_bytes(path: Path | str, data: bytes, *, inputs: Iterable[Path | str] = ()) -> None:
    """Writes a file whole or not at all: whoever looks sees the old content or the new one.

    inputs: files that were read for this result; they are never overwritten.

    The permissions of a file that was there are kept; a link goes on leading to its file.

    Raises UnwritableFileError.
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_input(path, target, inputs)
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        _replace(target, data)
    except OSError as error:
        reason, advice = _WRITE_REASONS.get(
            error.errno or 0,
            (f"系统报告“{error.strerror or error}”", "请检查磁盘或网络位置后再试。"),
        )
        raise UnwritableFileError(shown(path), reason, advice) from error
    except ValueError as error:  # a NUL in the name
        raise UnwritableFileError(
            shown(path), "文件名里有不能用的字符", "请换一个文件名。"
        ) from error


def _refuse_input(path: Path | str, target: Path, inputs: Iterable[Path | str]) -> None:
    for given in inputs:
        if str(given) == STANDARD_INPUT:
            continue
        source = Path(os.path.realpath(given))
        same = source == target
        if not same and source.exists() and target.exists():
            same = source.samefile(target)
        if same:
            raise UnwritableFileError(
                shown(path), "它就是读入的原文件，不能覆盖", "请换一个输出文件名。"
            )


def _replace(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = target.with_name(f".reportnlp-{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the new name outlive a power cut, where the system can."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # a folder that may be written but not read
        return
    try:
        os.fsync(handle)
    except OSError:  # some network file systems cannot; the file itself is safe
        return
    finally:
        os.close(handle)


def write_text_like(
    path: Path | str, text: str, document: Document, *, inputs: Iterable[Path | str] = ()
) -> None:
    """Writes a text in the encoding and with the line ends of the file a document was read from.

    Raises UnwritableFileError for a document that was no plain text.
    """
    source = document.source
    if source.format not in ("txt", "md"):
        raise UnwritableFileError(
            path,
            "改好的文本只能写成 .txt 或 .md",
            "请按上面的差异在原文件里修改，或先另存为 .txt。",
        )
    original = Path(source.path)
    crlf = original.is_file() and b"\r\n" in original.read_bytes()
    data = text.replace("\n", "\r\n") if crlf else text
    write_bytes(path, data.encode(source.encoding or "utf-8", errors="replace"), inputs=inputs)
