"""The bytes of a file, or one clear sentence why there are none."""

from __future__ import annotations

import errno
import importlib
import os
import stat
import sys
from pathlib import Path

from reportnlp.errors import UnreadableFileError

STANDARD_INPUT = "-"
MAX_BYTES = 50 * 1024 * 1024
"""A report has some 100 kB; what is larger than this is something else."""

_CONFIRM = "请检查路径和文件名是否写对。"
_REASONS = {
    errno.ENOENT: ("没有这个文件", _CONFIRM),
    errno.ENOTDIR: ("路径中有一段不是文件夹", _CONFIRM),
    errno.EISDIR: ("这是文件夹，不是文件", "请给出其中的文件。"),
    errno.EACCES: ("没有读取权限", "请让文件所有者放开读取权限，或复制一份再试。"),
    errno.EPERM: ("没有读取权限", "请让文件所有者放开读取权限，或复制一份再试。"),
    errno.ELOOP: ("链接绕成了圈，没有真正的文件", "请给出原文件的路径。"),
    errno.ENAMETOOLONG: ("文件名太长", "请把文件改成短一些的名字再试。"),
}


def read_bytes(path: Path | str, *, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a file; of standard input for "-".

    limit: the largest size that is read, in bytes.

    Raises UnreadableFileError.
    """
    try:
        if str(path) == STANDARD_INPUT:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            data = _read(Path(path), limit)
        if len(data) > limit:
            raise _too_large(path, limit)
    except OSError as error:
        reason, advice = _explained(path, error)
        raise UnreadableFileError(shown(path), reason, advice) from error
    except ValueError as error:  # a NUL in the name
        raise UnreadableFileError(shown(path), "文件名里有不能用的字符", _CONFIRM) from error
    return data


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits.

    From the C module itself where there is one: hashlib loads OpenSSL first, which takes longer
    than hashing a thousand reports.
    """
    for module in ("_sha2", "_sha256", "hashlib"):  # Python 3.12 and later, 3.11, any
        try:
            sha256 = importlib.import_module(module).sha256
        except ImportError:
            continue
        return str(sha256(data).hexdigest())
    raise AssertionError("hashlib is part of Python")


def shown(path: Path | str) -> str:
    """A file name that every terminal can print on one line."""
    name = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() or sign == "\u3000" else "�" for sign in name)


def _read(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) and status.st_size > limit:
            raise _too_large(path, limit)
        return file.read(limit + 1)


def _too_large(path: Path | str, limit: int) -> UnreadableFileError:
    return UnreadableFileError(
        shown(path),
        f"文件超过 {limit // (1024 * 1024)} MB，不像一份报告",
        "请确认选对了文件，或拆成几份再试。",
    )


def _explained(path: Path | str, error: OSError) -> tuple[str, str]:
    if error.errno == errno.ENOENT and Path(path).is_symlink():
        return f"链接指向的文件 {shown(Path(path).readlink())} 不存在", "请给出原文件的路径。"
    known = _REASONS.get(error.errno or 0)
    if known:
        return known
    return f"系统报告“{error.strerror or error}”", "请检查磁盘或网络位置后再试。"
