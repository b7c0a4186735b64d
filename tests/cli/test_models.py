"""The models command, as a user meets it."""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportnlp", "models", *map(str, args)]
    done = subprocess.run(command, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "小模型"
    folder.mkdir()
    header = json.dumps({"a": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}).encode()
    data = struct.pack("<Q", len(header)) + header + bytes(24)
    (folder / "model.safetensors").write_bytes(data)
    (folder / "config.json").write_text('{"model_type": "llama"}', encoding="utf-8")
    return folder


def test_the_list_names_every_backend() -> None:
    done = run("list")

    assert done.returncode == 0
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names == ["template", "embedded", "huggingface", "llamacpp", "endpoint"]


def test_the_list_of_a_folder(folder: Path) -> None:
    done = run("list", folder.parent)

    assert f"{folder}\tsafetensors，0.0 MB" in done.stdout
    empty = run("list", folder.parent / "none")
    assert empty.returncode == 2
    assert empty.stderr.startswith("错误：没有文件夹")


def test_info(folder: Path) -> None:
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    done = run("info", folder)

    assert done.returncode == 0
    assert "结构      llama" in done.stdout
    assert digest in done.stdout


def test_info_of_nothing() -> None:
    done = run("info", "nothing")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "没有模型“nothing”" in done.stderr


def test_verify_with_and_without_sums(folder: Path) -> None:
    assert run("verify", folder).stdout == "小模型  完好\n"
    digest = hashlib.sha256((folder / "config.json").read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  config.json\n", encoding="utf-8")
    assert run("verify", folder).returncode == 0
    (folder / "config.json").write_text("{}", encoding="utf-8")
    done = run("verify", folder)
    assert done.returncode == 2
    assert "config.json 与发布时不同。" in done.stdout


def test_verify_finds_what_is_cut_off_or_gone(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    assert "不完整或已损坏" in run("verify", folder).stderr
    (folder / "SHA256SUMS").write_text("0  gone\n0  ../a\n", encoding="utf-8")
    assert "缺文件 gone。缺文件 ../a。" in run("verify", folder).stdout


def test_verify_of_what_is_shipped() -> None:
    assert run("verify").returncode == 0
