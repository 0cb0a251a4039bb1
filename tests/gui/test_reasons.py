"""Why a file is found or not: a sentence for each reason, rule and finding, the same on the command line."""

from pathlib import Path

import pytest

from app.cli import remedies
from app.domain.diagnosis import Diagnosis, Finding, Rank
from app.domain.errors import Reason
from app.gui import reasons
from app.gui.reasons import Step
from app.indexing.ignore import Rule

PATH = Path("a.txt")
pytestmark = pytest.mark.usefixtures("english")


def test_every_reason_has_a_heading_and_sentences_of_its_own_with_a_way_out() -> None:
    told = {reasons.unread(reason) for reason in Reason}
    assert len({one.why for one in told}) == len({one.helps for one in told}) == len(Reason)
    assert all(one.why.endswith(".") and one.helps.endswith(".") for one in told)
    assert all(Step.TRY_AGAIN in one.steps for one in told)
    assert len({reasons.heading(reason) for reason in Reason}) == len(Reason)


def test_a_reason_of_another_version_is_named() -> None:
    assert reasons.unread("no-such-reason", "x").why == "It could not be read (no-such-reason)."
    assert reasons.heading("no-such-reason") == "no-such-reason"


def test_a_limit_that_a_file_exceeds_is_named() -> None:
    assert reasons.unread(Reason.TOO_LARGE, "256 MB").why == "It is larger than 256 MB."
    assert "unpack" in reasons.unread(Reason.TOO_LARGE, "packed more than 100 times").helps


def test_window_and_command_line_know_the_same_reasons_rules_and_findings() -> None:
    assert remedies.READ.keys() == {str(reason) for reason in Reason}
    assert remedies.RULES.keys() == {str(rule) for rule in Rule}
    assert remedies.OTHERS.keys() == set(Finding) - {Finding.FAILED, Finding.SKIPPED}
    for reason in Reason:
        assert bool(remedies.unread(reason, "")[0]) == bool(reasons.unread(reason).why)
    for rule in Rule:
        assert bool(remedies.RULES[rule][1]) == bool(reasons.passed_over(rule, "x").helps), rule


@pytest.mark.parametrize("finding", Finding)
def test_every_finding_has_a_sentence(finding: Finding) -> None:
    told = reasons.told(Diagnosis(PATH, finding, "damaged", "3"))
    assert told.why.endswith((".", ". 3"))


def test_a_rule_names_what_it_speaks_of_safely() -> None:
    told = reasons.told(Diagnosis(PATH, Finding.SKIPPED, Rule.HIDDEN, ".gi%1\u202et"))
    assert told.why == "Hidden files and folders are passed over: .gi%1\ufffdt."


def test_a_file_that_waits_tells_its_turn() -> None:
    told = reasons.told(Diagnosis(PATH, Finding.WORDS, detail="9", position=3, queue=1_200))
    assert told.helps == "It is number 3 of 1,200 waiting files."
    told = reasons.told(Diagnosis(PATH, Finding.NEW, queue=1_200))
    assert (told.helps, told.steps) == (
        "1,200 files are waiting to be read, the newest first.",
        (Step.LOOK_AGAIN,),
    )
    assert reasons.told(Diagnosis(PATH, Finding.NEW), is_paused=True).steps == (Step.GO_ON,)


def test_what_was_left_out_of_a_file_is_told() -> None:
    told = reasons.told(Diagnosis(PATH, Finding.INDEXED, left_out="pages 7-9"))
    assert told.why.endswith("This could not be read of it: pages 7-9.")


def test_a_rank_is_told_with_its_query() -> None:
    assert reasons.rank_sentence(Rank(143, 800), "tax") == (
        "It is number 143 of 800 documents for \u201ctax\u201d."
    )
    assert reasons.rank_sentence(Rank(0, 800), "tax").startswith("It is not among the 800 documents")
    assert reasons.rank_sentence(Rank(2, 8, is_filtered_out=True), "tax").startswith(
        "The filters leave it out"
    )
