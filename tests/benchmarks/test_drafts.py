"""Writing, weighing and printing drafts: with the template, a server that is a double, a judge."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import drafts
import pytest
from draft_writers import Recording, copied_run

from reportnlp.drafting.generator import Answer, ModelCard, Request


class Judge:
    """Finds every text as likely as it is told, in nats a character."""

    guarded = True
    card = ModelCard("huggingface", "judge")

    def __init__(self, likelihood: float | None) -> None:
        self.likelihood = likelihood
        self.weighed: list[str] = []

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        return (Answer("举办家长夜课送到各乡镇。"),) * count

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        self.weighed += texts
        return None if self.likelihood is None else (self.likelihood,) * len(texts)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def call(*arguments: object) -> str:
        monkeypatch.setattr("sys.argv", ["drafts.py", *map(str, arguments)])
        drafts.main()
        return capsys.readouterr().out

    return call


def row(table: str, number: int = 0) -> dict[str, str]:
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    return dict(zip(lines[0], lines[2 + number], strict=True))


def test_the_template(tmp_path: Path, run: Callable[..., str]) -> None:
    run("write", tmp_path, "模板=template", "--half", "dev", "--files", 2)
    written = (tmp_path / "模板.guarded.jsonl").read_text(encoding="utf-8")

    assert [json.loads(line)["file"] for line in written.splitlines()] == [
        "fayuan.yaml",
        "fulian.yaml",
    ]
    assert not (tmp_path / "模板.unguarded.jsonl").exists()
    cells = row(run("table", tmp_path))
    assert (cells["写法"], cells["护栏"], cells["事实表"]) == ("模板", "有", "2")
    assert (cells["有来源"], cells["编出"], cells["配对"]) == ("100.0 %", "0", "100.0 %")
    assert (cells["事实写全"], cells["空留住"], cells["模型写成"]) == ("100.0 %", "2/2", "0.0 %")
    assert run("doubts", tmp_path).strip() == ""

    run("write", tmp_path, "模板=template", "--half", "dev", "--files", 3)
    again = (tmp_path / "模板.guarded.jsonl").read_text(encoding="utf-8")
    assert again.startswith(written)
    assert len(again.splitlines()) == 3


def test_a_judge(tmp_path: Path, run: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    judge = Judge(-1.5)
    monkeypatch.setattr(drafts, "load_generator", lambda name: judge)
    run("write", tmp_path, "模板=template", "--half", "dev", "--files", 1)

    run("judge", tmp_path, "评者=folder")
    weighed = list(judge.weighed)
    run("judge", tmp_path, "评者=folder")

    assert weighed and judge.weighed == weighed
    assert row(run("table", tmp_path))["似然（评者）"] == "-1.50"


def test_a_judge_weighs_nothing_of_its_own(
    tmp_path: Path, run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "load_generator", lambda name: Judge(-1.5))
    run("write", tmp_path, "模板=template", "--half", "dev", "--files", 1)
    run("judge", tmp_path, "模=folder")

    assert row(run("table", tmp_path))["似然（模）"] == "–"


def test_who_cannot_weigh(
    tmp_path: Path, run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("write", tmp_path, "模板=template", "--half", "dev", "--files", 1)
    with pytest.raises(SystemExit, match="template"):
        run("judge", tmp_path, "template")
    monkeypatch.setattr(drafts, "load_generator", lambda name: Judge(None))
    with pytest.raises(SystemExit, match="cannot"):
        run("judge", tmp_path, "评者=folder")


# ------------------------------------------------------------------------ a model on a server


class Inventor(BaseHTTPRequestHandler):
    """A server whose model invents a figure whatever it is asked."""

    asked: list[dict[str, object]]

    def do_GET(self) -> None:
        self._answer({"data": [{"id": "inventor"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)  # type: ignore[attr-defined]
        text = "全年化解纠纷987起，群众满意度大幅提升。"
        choice = {"message": {"content": text}, "finish_reason": "stop"}
        self._answer({"choices": [choice]})

    def log_message(self, *args: object) -> None:
        pass

    def _answer(self, value: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    made = HTTPServer(("127.0.0.1", 0), Inventor)
    made.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def test_a_model_with_and_without_the_guard(
    tmp_path: Path, run: Callable[..., str], server: HTTPServer
) -> None:
    address = f"http://127.0.0.1:{server.server_port}/v1"
    run("write", tmp_path, f"模型={address}", "--half", "dev", "--files", 1)
    table = run("table", tmp_path)
    guarded, unguarded = row(table, 0), row(table, 1)

    assert (guarded["护栏"], unguarded["护栏"]) == ("有", "无")
    assert (guarded["编出"], guarded["事实写全"], guarded["拒绝"]) == ("0", "100.0 %", "100.0 %")
    assert int(unguarded["编出"]) == int(unguarded["数字"]) > 0
    assert unguarded["事实写全"] == "0.0 %"
    doubts = run("doubts", tmp_path).splitlines()
    assert doubts
    assert all("False" in line and "invented" in line for line in doubts)


def test_what_an_unguarded_model_is_told(
    tmp_path: Path, run: Callable[..., str], server: HTTPServer
) -> None:
    address = f"http://127.0.0.1:{server.server_port}"
    arguments = ("--half", "dev", "--files", 2, "--only", "unguarded")
    run("write", tmp_path, f"模型={address}", *arguments)
    asked = [body["messages"][1]["content"] for body in server.asked]  # type: ignore[attr-defined]

    achievements = next(
        text for text in asked if "石榴县妇女联合会2024年工作总结的“工作成效”" in text
    )
    assert "培训妇女1130余人次" in achievements
    assert "救助低收入患病妇女待补（人）" in achievements
    assert not any("下步打算" in text and "1130" in text for text in asked)


# ------------------------------------------------------------------------ copied examples


def test_recording_and_copies() -> None:
    request = Request("sentence", "achievements", examples=("开设“石榴花开”家长夜课送到各乡镇。",))
    recording = Recording(Judge(-1.0))

    recording.generate(request, count=2)

    assert [answer for _, answer in recording.told] == ["举办家长夜课送到各乡镇。"] * 2
    assert len(copied_run("举办家长夜课送到各乡镇。", request, "")) >= 8
    assert copied_run("举办家长夜课送到各乡镇。", request, "家长夜课送到各乡镇") == ""
    assert copied_run("走访企业", request, "") == ""
