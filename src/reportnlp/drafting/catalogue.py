"""Which models there are, what is known of one, and whether its files are whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from reportnlp.drafting.backends import EMBEDDED, EXTRAS, backend_of, is_installed
from reportnlp.drafting.weights import parameters_of, read_config, safetensors_of, sha256_of
from reportnlp.errors import BackendError
from reportnlp.resources.learned import models_folder

SUMS = "SHA256SUMS"
"""The file of a model folder that says what its files shall be, in the form of sha256sum."""
_WORDS = {
    "template": "模板，不用语言模型",
    "embedded": "随包附带的小模型",
    "huggingface": "本机的模型文件夹（config.json 和 *.safetensors）",
    "llamacpp": "本机的 .gguf 文件",
    "endpoint": "OpenAI 兼容的服务器（http://主机:端口）",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of models.

    name:   what `--model` takes, or the kind of thing it takes.
    words:  what it is.
    hint:   what is missing, a whole sentence; "" where it can be used.
    """

    name: str
    words: str
    hint: str = ""


def list_backends() -> tuple[Entry, ...]:
    """What `--model` can mean on this machine."""
    return tuple(Entry(name, words, _hint(name)) for name, words in _WORDS.items())


def _hint(backend: str) -> str:
    if backend == "embedded" and not _embedded_folder().is_dir():
        return "这次安装没有附带。"
    if not is_installed(backend):
        return f"请运行 pip install 'reportnlp[{EXTRAS[backend][0]}]' 安装可选组件。"
    return ""


def list_folder(folder: Path) -> tuple[Entry, ...]:
    """The models below a folder: .gguf files, and folders with config.json and weights.

    Raises BackendError if there is no such folder.
    """
    if not folder.is_dir():
        raise BackendError(f"没有文件夹 {folder}。请检查路径。")
    found = []
    for path in sorted((folder, *folder.rglob("*"))):
        if path.suffix.lower() == ".gguf" and path.is_file():
            found.append(Entry(str(path), f".gguf，{_size((path,))}"))
        elif path.is_dir() and (path / "config.json").is_file():
            files = tuple(sorted(path.glob("*.safetensors")))
            if files:
                found.append(Entry(str(path), f"safetensors，{_size(files)}"))
    return tuple(found)


def describe(name: str) -> tuple[tuple[str, str], ...]:
    """What is known of a model, as (heading, words); nothing is loaded.

    Raises BackendError.
    """
    backend = backend_of(name)
    facts = [("后端", f"{backend}（{_WORDS[backend]}）")]
    if backend == "embedded":
        facts += _of_folder(_embedded_folder() if name == "embedded" else Path(name))
    elif backend == "huggingface":
        facts += _of_folder(Path(name))
    elif backend == "llamacpp":
        facts += _of_gguf(Path(name))
    elif backend == "endpoint":
        facts += _of_server(name)
    if backend != "template":
        masked = "写的时候就屏蔽" if backend != "endpoint" else "写完检查，不合格的重写"
        facts.append(("数字", masked))
    if hint := _hint(backend):
        facts.append(("要先做", hint))
    return tuple(facts)


def _of_folder(folder: Path) -> list[tuple[str, str]]:
    files = safetensors_of(folder)
    config = read_config(folder)
    return [
        ("位置", str(folder)),
        ("结构", str(config.get("model_type") or "没有写明")),
        ("参数", f"{parameters_of(files) / 1e6:,.1f} 百万"),
        ("大小", _size(files)),
        ("SHA-256", sha256_of(files)),
    ]


def _of_gguf(path: Path) -> list[tuple[str, str]]:
    from reportnlp.drafting.gguf import read_header

    header = read_header(path)
    return [
        ("位置", str(path)),
        ("名称", header.name or "没有写明"),
        ("结构", header.architecture or "没有写明"),
        ("词表", f"{len(header.pieces):,} 个词元"),
        ("大小", _size((path,))),
        ("SHA-256", sha256_of((path,))),
    ]


def _of_server(address: str) -> list[tuple[str, str]]:
    from reportnlp.drafting.endpoint import EndpointGenerator

    names = EndpointGenerator(address).models()
    return [("地址", address), ("模型", "、".join(names) or "没有")]


def _embedded_folder() -> Path:
    return models_folder() / EMBEDDED


def _size(files: tuple[Path, ...]) -> str:
    return f"{sum(path.stat().st_size for path in files) / 1e6:,.1f} MB"


# ------------------------------------------------------------------------ whole or not


def shipped_folders() -> tuple[Path, ...]:
    """The folders of the models that come with the package and say what their files shall be."""
    return tuple(sorted(path.parent for path in models_folder().glob(f"*/{SUMS}")))


def verify(path: Path) -> tuple[str, ...]:
    """What is wrong with the files of a model, one sentence each; empty if nothing is.

    path: a folder or a .gguf file. With a SHA256SUMS, the hashes are compared; without one, the
          headers of the files are read, which finds files that were cut off.

    Raises BackendError if it is no model.
    """
    if path.is_file():
        from reportnlp.drafting.gguf import read_header

        read_header(path)
        return ()
    sums = path / SUMS
    if not sums.is_file():
        parameters_of(safetensors_of(path))
        return ()
    return tuple(
        problem
        for line in sums.read_text(encoding="utf-8").splitlines()
        if line.strip() and (problem := _difference(path, line))
    )


def _difference(folder: Path, line: str) -> str:
    """What is wrong with the file of one line of a SHA256SUMS; "" if nothing is."""
    wanted, _, name = line.strip().partition(" ")
    name = name.strip().lstrip("*")
    file = folder / name
    if Path(name).name != name or not file.is_file():
        return f"缺文件 {name}。"
    if hashlib.sha256(file.read_bytes()).hexdigest() != wanted.lower():
        return f"{name} 与发布时不同。"
    return ""
