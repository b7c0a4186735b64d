"""Settings: where they come from, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportnlp.checking.settings import Settings, load_settings
from reportnlp.errors import SettingsError


def test_found_upwards_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "reportnlp.toml").write_text('profile = "anonymised"\nignore = ["cjk-space"]\n')
    inner = tmp_path / "2023" / "稿"
    inner.mkdir(parents=True)
    settings = load_settings(inner / "draft.txt")

    assert settings.profile == "anonymised"
    assert settings.ignore == {"cjk-space"}
    assert dict(settings.sources)["profile"].endswith("reportnlp.toml")


def test_a_table_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.reportnlp]\nfail-on = "error"\n')

    assert load_settings(tmp_path / "a.txt").fail_on == "error"


def test_a_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "reportnlp.toml").write_text('fail-on = "info"\n')
    inner = tmp_path / "code"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n')

    assert load_settings(inner / "a.txt").fail_on == "info"


def test_the_users_own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "reportnlp").mkdir(parents=True)
    (home / "reportnlp" / "reportnlp.toml").write_text('select = "PH"\n')
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))

    assert load_settings(tmp_path / "a.txt").select == {"PH"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('profil = "draft"\n', "profile"),
        ('profile = "secret"\n', "draft、anonymised"),
        ("select = 3\n", "列表"),
        ("profile = [\n", "TOML"),
        ('fail-on = "fatal"\n', "error"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "reportnlp.toml").write_text(content)
    with pytest.raises(SettingsError, match=told):
        load_settings(tmp_path / "a.txt")


def test_later_values_lie_over_earlier_ones() -> None:
    settings = Settings().with_values({"profile": "anonymised"}, "文件")
    settings = settings.with_values({"profile": "draft"}, "命令行")

    assert settings.profile == "draft"
    assert dict(settings.sources) == {"profile": "命令行"}
