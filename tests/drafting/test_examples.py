"""Examples that a model is shown: whose they are, and that it does not copy them."""

from __future__ import annotations

from drafting_facts import Scripted, facts_of, figure

from reportnlp.drafting.drafter import draft_report
from reportnlp.drafting.examples import copied

FACTS = facts_of(figure("走访企业", "28", "家", topic="为民服务"))


def test_words_of_an_example_are_found() -> None:
    shown = ("用心用情解决群众急难愁盼，走访困难群众〔1〕。",)

    assert copied("用心用情解决群众急难愁盼，走访企业〔1〕。", shown, ()) == "用心用情解决群众"
    assert copied("用心解决群众急难愁盼，走访困难群众〔1〕。", shown, ()) == "解决群众急难愁盼"


def test_slots_and_words_of_the_facts_are_no_copy() -> None:
    shown = ("来信来访办结率〔1〕，受理群众来信来访事项〔2〕。",)

    assert copied("来信来访办结率〔1〕，达到〔2〕。", shown, ()) == ""
    assert copied("受理群众来信来访事项〔1〕。", shown, ("受理群众来信来访事项",)) == ""


def test_a_copied_sentence_does_not_stand() -> None:
    model = Scripted(["用心用情解决群众急难愁盼，走访企业〔1〕。"])

    draft = draft_report(FACTS, model)

    assert "急难愁盼" not in draft.document.text
    reasons = [r for s in draft.sentences for c in s.candidates for r in c.reasons]
    assert any(reason.startswith("照抄例句") for reason in reasons)


def test_our_examples_are_for_the_last_try_of_a_server() -> None:
    local, server = Scripted(["不完整"]), Scripted(["不完整"], guarded=False)

    draft_report(FACTS, local)
    draft_report(FACTS, server)

    assert not any(request.examples for request in local.asked)
    assert [bool(request.examples) for request in server.asked] == [False, False, True]
