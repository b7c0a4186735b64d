"""A server that the user names and that speaks the OpenAI protocol: llama-server, Ollama, vLLM.

Requests go to that server and nowhere else: no proxy of the environment is used, no redirection
followed. The standard library does it: one kind of request does not need an HTTP package.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from reportnlp.drafting.generator import Answer, ModelCard, Request
from reportnlp.drafting.prompts import messages_for
from reportnlp.drafting.sampling import Sampling
from reportnlp.errors import BackendError

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.error import HTTPError

KEY_VARIABLE = "REPORTNLP_API_KEY"
"""The environment variable with the key of the server, where it wants one."""
_TRIES = 3
_PAUSE = 0.5
_AGAIN = frozenset((429, 500, 502, 503, 504))
_MAX_BYTES = 10_000_000
_MAX_WORDS = 160
_AT_ONCE = 4
_TOKENS_A_CHARACTER = 1.5
_ROOM = 32


class EndpointGenerator:
    """A model on a server.

    address: http://HOST:PORT, with /v1 or not; #NAME behind it picks one of the server's models,
             else its first is asked.
    timeout: seconds to wait for the server's next piece of text.

    Nothing is masked: the drafter checks what comes and asks again.

    Raises BackendError if the address is none; the server is asked when it is needed.
    """

    guarded = False

    def __init__(
        self, address: str, *, timeout: float = 120.0, sampling: Sampling | None = None
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BackendError(f"{address} 不是服务器地址。请写成 http://主机:端口 的形式。")
        if parts.username or parts.password:
            raise BackendError(f"请不要把密码写在服务器地址里，把密钥放进环境变量 {KEY_VARIABLE}。")
        path = parts.path.rstrip("/").removesuffix("/chat/completions")
        self._base = urlunsplit((parts.scheme, parts.netloc, path or "/v1", "", ""))
        self._wanted = parts.fragment
        self._timeout = timeout
        self._sampling = sampling or Sampling()

    @property
    def card(self) -> ModelCard:
        return ModelCard("endpoint", f"{self._base}#{self._model}")

    def models(self) -> tuple[str, ...]:
        """The names of the server's models.

        Raises BackendError.
        """
        answer = self._asked("/models", None)
        try:
            return tuple(str(model["id"]) for model in json.loads(answer)["data"])
        except (ValueError, KeyError, TypeError) as error:
            raise self._strange() from error

    def generate(
        self, request: Request, *, count: int = 1, on_text: Callable[[str], None] | None = None
    ) -> tuple[Answer, ...]:
        def one(number: int) -> Answer:
            return self._answer(request, request.seed + number, None if number else on_text)

        if count == 1:
            return (one(0),)
        with ThreadPoolExecutor(min(count, _AT_ONCE)) as pool:
            return tuple(pool.map(one, range(count)))

    def log_likelihoods(self, before: str, texts: tuple[str, ...]) -> tuple[float, ...] | None:
        return None

    @cached_property
    def _model(self) -> str:
        if self._wanted:
            return self._wanted
        names = self.models()
        if not names:
            raise BackendError(f"服务器 {self._base} 上没有模型。请先在服务器上载入模型。")
        return names[0]

    def _answer(self, request: Request, seed: int, on_text: Callable[[str], None] | None) -> Answer:
        body = {
            "model": self._model,
            "messages": [
                {"role": message.role, "content": message.content}
                for message in messages_for(request)
            ],
            "max_tokens": int(request.max_chars * _TOKENS_A_CHARACTER) + _ROOM,
            "temperature": self._sampling.temperature,
            "top_p": self._sampling.top_p,
            "seed": seed,
            "stream": on_text is not None,
        }
        text, reason = self._whole(body) if on_text is None else self._streamed(body, on_text)
        lines = text.rpartition("</think>")[2].strip().splitlines()
        return Answer(lines[0].strip() if lines else "", reason == "stop")

    def _whole(self, body: dict[str, Any]) -> tuple[str, str]:
        try:
            answer = json.loads(self._asked("/chat/completions", body))
            self._complain(answer)
            choice = answer["choices"][0]
            return str(choice["message"]["content"] or ""), str(choice.get("finish_reason"))
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise self._strange() from error

    def _streamed(self, body: dict[str, Any], on_text: Callable[[str], None]) -> tuple[str, str]:
        pieces: list[str] = []
        reason = ""
        try:
            for line in self._lines(body):
                if not line.startswith("data:") or line[5:].strip() == "[DONE]":
                    continue
                answer = json.loads(line[5:])
                self._complain(answer)
                for choice in answer["choices"]:
                    piece = str((choice.get("delta") or {}).get("content") or "")
                    if piece:
                        pieces.append(piece)
                        on_text(piece)
                    reason = str(choice.get("finish_reason") or reason)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._strange() from error
        return "".join(pieces), reason

    # ------------------------------------------------------------------ the connection

    def _lines(self, body: dict[str, Any]) -> Iterator[str]:
        from http.client import HTTPException

        with self._opened("/chat/completions", body) as response:
            left = _MAX_BYTES
            try:
                while left > 0 and (line := response.readline(left)):
                    left -= len(line)
                    yield line.decode("utf-8", "replace").strip()
            except (OSError, HTTPException) as error:
                raise self._broken_off(error) from error

    def _asked(self, path: str, body: dict[str, Any] | None) -> bytes:
        from http.client import HTTPException

        with self._opened(path, body) as response:
            try:
                return response.read(_MAX_BYTES)
            except (OSError, HTTPException) as error:
                raise self._broken_off(error) from error

    def _opened(self, path: str, body: dict[str, Any] | None) -> HTTPResponse:
        """The server's response; asked again where it is busy or not there yet."""
        from http.client import HTTPException
        from urllib.error import HTTPError, URLError

        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_PAUSE * attempt)
            last = attempt == _TRIES - 1
            try:
                return self._once(path, body)
            except HTTPError as error:
                with error:
                    if error.code not in _AGAIN or last:
                        raise self._refused(error) from error
            except TimeoutError as error:
                raise self._unreachable(error) from error
            except (URLError, HTTPException, OSError) as error:
                if last or isinstance(getattr(error, "reason", None), TimeoutError):
                    raise self._unreachable(error) from error
        raise AssertionError("the last attempt returns or raises")

    def _once(self, path: str, body: dict[str, Any] | None) -> HTTPResponse:
        import urllib.request

        class NoRedirect(urllib.request.HTTPRedirectHandler):
            """A redirection is an answer like any other: it is not followed."""

            def redirect_request(self, *args: Any) -> None:
                return None

        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
        headers = {"Content-Type": "application/json", "User-Agent": "reportnlp"}
        key = os.environ.get(KEY_VARIABLE, "")
        if key:
            headers["Authorization"] = f"Bearer {key}"
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self._base + path, data=data, headers=headers)
        response: HTTPResponse = opener.open(asked, timeout=self._timeout)
        return response

    def _complain(self, answer: Any) -> None:
        """Raises BackendError with the server's own words, where an answer is an error."""
        words = _error_words(answer)
        if words:
            raise BackendError(f"服务器 {self._base} 报告出错：{words}。请查看服务器的日志。")

    def _refused(self, error: HTTPError) -> BackendError:
        from http.client import HTTPException

        code = error.code
        try:
            words = _error_words(json.loads(error.read(_MAX_BYTES)))
        except (OSError, HTTPException, ValueError):
            words = ""
        if code in (401, 403):
            advice = f"请把密钥放进环境变量 {KEY_VARIABLE}"
        elif code == 404:
            advice = "请检查地址（一般以 /v1 结尾）和 # 后的模型名"
        else:
            advice = "请查看服务器的日志"
        said = f"：{words}" if words else ""
        return BackendError(f"服务器 {self._base} 拒绝了请求（HTTP {code}{said}）。{advice}。")

    def _broken_off(self, error: BaseException) -> BackendError:
        if isinstance(error, TimeoutError):
            return self._unreachable(error)
        return BackendError(f"服务器 {self._base} 没有答完就断开了。请查看服务器的日志，再试一次。")

    def _unreachable(self, error: BaseException) -> BackendError:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError):
            return BackendError(
                f"服务器 {self._base} 在 {self._timeout:g} 秒内没有回答。请稍后再试。"
            )
        words = str(reason).strip() or type(reason).__name__
        return BackendError(
            f"连不上服务器 {self._base}（{words}）。请确认服务器已启动、地址和端口无误。"
        )

    def _strange(self) -> BackendError:
        return BackendError(
            f"服务器 {self._base} 的回答不是 OpenAI 兼容的格式。请检查地址（一般以 /v1 结尾）。"
        )


def _error_words(answer: Any) -> str:
    """What a server says in {"error": {"message": …}} or {"error": …}, in one line; "" for none."""
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict):
        error = error.get("message") or error.get("code")
    return " ".join(str(error or "").split())[:_MAX_WORDS].rstrip(".。")
