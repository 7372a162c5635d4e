"""Names of one policy are joined, names that are only alike are kept apart."""

from __future__ import annotations

from functools import cache

import pytest

from briefs.jurisdiction import country_of
from briefs.lexicon import load_lexicon
from briefs.policy_names import same_policy
from briefs.types import PolicyStatus
from tests.support.corpus import FOLDER
from tests.support.facts import policy

ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (FOLDER / "policy_pairs.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@cache
def judged() -> list[tuple[str, bool, tuple[str, ...]]]:
    lexicon = load_lexicon()
    verdicts = []
    for row in ROWS:
        label, agency, title, other_agency, other_title = row
        one = policy(title, PolicyStatus.ANNOUNCED, agency=agency or None)
        other = policy(other_title, PolicyStatus.EFFECTIVE, agency=other_agency or None)
        same = same_policy(one, other, lambda name: country_of(name, lexicon))
        assert same == same_policy(other, one, lambda name: country_of(name, lexicon))
        verdicts.append((label, same, row))
    return verdicts


def test_what_is_joined_is_one_policy() -> None:
    """Of the pairs called the same at least 98 in 100 are."""
    joined = [(label, row) for label, same, row in judged() if same]
    right = [row for label, row in joined if label == "same"]

    assert len(ROWS) >= 60
    assert len(right) >= 0.98 * len(joined), [row for label, row in joined if label != "same"]


def test_most_variants_of_a_name_are_joined() -> None:
    """Of the pairs that are one policy at least 90 in 100 are found to be."""
    ones = [(same, row) for label, same, row in judged() if label == "same"]

    assert sum(same for same, _ in ones) >= 0.9 * len(ones), [row for same, row in ones if not same]


def test_metals_in_common_are_needed_where_both_name_them() -> None:
    """The same words about other metals are another policy."""
    one = policy("export controls on five metals", PolicyStatus.ANNOUNCED, terms=("tungsten",))
    other = policy("export controls on five metals", PolicyStatus.ANNOUNCED, terms=("gallium",))

    assert not same_policy(one, other)
    assert same_policy(one, one)


@pytest.mark.parametrize("title", ["", "the", "（征求意见稿）", "No. " + "9" * 500, "ban " * 500])
def test_any_title_can_be_compared(title: str) -> None:
    """No name is the same as an empty one, and long ones are no trouble."""
    one = policy(title, PolicyStatus.ANNOUNCED)

    assert not same_policy(one, policy("tin export quota", PolicyStatus.ANNOUNCED))


@pytest.mark.parametrize(
    ("title", "agency", "other", "other_agency", "same"),
    [
        ("annual export quotas", "DRC", "tin export quota", None, True),
        ("annual export quotas", "DRC", "tin import quota", None, False),
        ("annual export quotas", "DRC", "tin ore export quota", None, False),
        ("对美锡出口禁令", "MOFCOM", "ban on exports of tin to US buyers", "MOFCOM", True),
        ("对美锡出口禁令", "MOFCOM", "export controls on tin", "MOFCOM", False),
        ("对日锡出口禁令", "MOFCOM", "US export ban on tin", "MOFCOM", False),
        ("锡出口禁令", "MOFCOM", "tin export ban", None, False),
        (
            "锡矿开采总量调控管理暂行办法",
            "MIIT",
            "Total Volume Control of Tin Mining",
            "MIIT",
            True,
        ),
        ("锡产品信息追溯管理办法", "MIIT", "Traceability of Tin Products", "MIIT", True),
        ("锡产品信息追溯管理办法", "MIIT", "Total Volume Control of Tin Mining", "MIIT", False),
    ],
)
def test_of_one_metal_what_is_done_in_which_trade_says_enough(
    title: str, agency: str | None, other: str, other_agency: str | None, same: bool
) -> None:
    """A name without its metal, and the names of one policy in two languages, are joined by the
    metal; who made it must then be known."""
    one = policy(title, PolicyStatus.ANNOUNCED, agency=agency, terms=("tin",))
    two = policy(other, PolicyStatus.ANNOUNCED, agency=other_agency, terms=("tin",))

    assert same_policy(one, two) is same
    assert same_policy(two, one) is same
