"""Which rules run, and how grave a finding must be to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportnlp.annotations import SEVERITIES
from reportnlp.errors import SettingsError

TYPE_CHECKING = False  # what a type checker takes for true, without loading typing
if TYPE_CHECKING:
    from reportnlp.formats.house import Layout

PROFILES = ("draft", "anonymised")
_FILE_NAMES = ("reportnlp.toml", "pyproject.toml")
_KEYS = ("profile", "select", "ignore", "fail-on", "accept", "layout")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `check` is to do.

    profile: "draft" (masked names are errors) or "anonymised" (they are meant, and summed up once).
    select:  names or codes of the rules to run; a family such as "PH" stands for all its codes;
             empty for all.
    ignore:  names or codes of the rules not to run.
    fail_on: the lightest severity that makes `check` exit with 1.
    accept:  the file of accepted findings, "" for none.
    layout:  how pages shall look; None for GB/T 9704-2012.
    sources: key -> where its value comes from, for `config show`.
    """

    profile: str = "draft"
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    fail_on: str = "warning"
    accept: str = ""
    layout: Layout | None = None
    sources: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        _one_of("profile", self.profile, PROFILES)
        _one_of("fail-on", self.fail_on, SEVERITIES)

    def with_values(self, values: Mapping[str, object], source: str) -> Settings:
        """These settings with others laid over them.

        values: by the keys of the settings file.
        source: where they come from, as the user would name it.

        Raises SettingsError for an unknown key or a value of the wrong kind.
        """
        changed: dict[str, object] = {}
        for key, value in values.items():
            if key not in _KEYS:
                raise SettingsError(
                    f"{source} 里没有“{key}”这项设置，最接近的是“{nearest(key, _KEYS)}”。"
                    "请改正后再试。"
                )
            if key in ("select", "ignore"):
                changed[key] = frozenset(_names(key, value, source))
            elif key == "layout":
                from reportnlp.checking.house import layout_of

                changed[key] = layout_of(value, source)
            elif not isinstance(value, str):
                raise SettingsError(f"{source} 的“{key}”应是一段文字。请改正后再试。")
            else:
                changed[key.replace("-", "_")] = value
        known = dict(self.sources)
        known.update(dict.fromkeys(values, source))
        return replace(self, sources=tuple(sorted(known.items())), **changed)  # type: ignore[arg-type]


def _names(key: str, value: object, source: str) -> list[str]:
    if isinstance(value, str):
        return [name.strip() for name in value.replace("，", ",").split(",") if name.strip()]
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return list(value)
    raise SettingsError(f"{source} 的“{key}”应是规则名的列表。请改正后再试。")


def _one_of(key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsError(
            f"“{key}”不能是“{value}”，可用的有：{'、'.join(allowed)}。请改正后再试。"
        )


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word that looks most like this one."""
    return likely(word, known, 0.0) or known[0]


def likely(word: str, known: tuple[str, ...], likeness: float = 0.6) -> str | None:
    """The known word that this one was probably meant to be; None where none is alike enough.

    Args:
        likeness: the least ratio of `difflib`, 0 to 1.
    """
    import difflib

    beginning = [candidate for candidate in known if candidate.startswith(word)]
    if beginning and word:
        return beginning[0]
    matches = difflib.get_close_matches(word, known, n=1, cutoff=likeness)
    return matches[0] if matches else None


def load_settings(start: Path) -> Settings:
    """The settings that hold for a file: from the nearest settings file above it, else the user's.

    Raises SettingsError if a settings file is broken or has an unknown key.
    """
    folder = start if start.is_dir() else start.parent
    try:
        folder = folder.resolve()
    except OSError:
        return Settings()
    for parent in (folder, *folder.parents):
        for name in _FILE_NAMES:
            path = parent / name
            values = _table_of(path) if path.is_file() else None
            if values is not None:
                return Settings().with_values(values, str(path))
    own = user_settings_path()
    if own is not None and own.is_file():
        return Settings().with_values(_table_of(own) or {}, str(own))
    return Settings()


def user_settings_path() -> Path | None:
    """Where the user's own settings stand; None where no home folder is known."""
    import os

    base = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME")
    try:
        return (Path(base) if base else Path.home() / ".config") / "reportnlp" / "reportnlp.toml"
    except RuntimeError:
        return None


def _table_of(path: Path) -> dict[str, object] | None:
    """The settings in a file; None where a pyproject.toml holds none."""
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if path.name == "pyproject.toml":
            return None
        raise SettingsError(
            f"设置文件 {path} 不是有效的 TOML（{error}）。请改正后再试。"
        ) from error
    if path.name == "pyproject.toml":
        tools = content.get("tool", {})
        table = tools.get("reportnlp") if isinstance(tools, dict) else None
        return table if isinstance(table, dict) else None
    return content
