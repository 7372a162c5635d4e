"""Whatever is asked: no error, and no number that stands nowhere."""

from __future__ import annotations

import os
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs.answer.wire import answer_to_json
from tests.accuracy.answers import judge
from tests.support.asking import Ask
from tests.support.desk_flashes import DESK

NAMES = [
    *("ndpr", "Pr-Nd oxide", "dysprosium oxide", "terbium", "copper", "SHFE copper", "lithium"),
    *(
        "gallium",
        "tungsten",
        "antimony",
        "cobalt",
        "600111",
        "Goldman",
        "Serra Verde",
        "APT",
        "FCX",
    ),
    *(
        "氧化镨钕",
        "镝",
        "铜",
        "钴",
        "rare earths",
        "aluminium",
        "BHP",
        "Ganfeng",
        "zinc",
        "bitcoin",
    ),
]
ASKS = [
    *(
        "price",
        "price in USD/lb",
        "in usd/kg without VAT",
        "how much did it move",
        "stocks",
        "news",
    ),
    *("status of the ban", "export controls in force", "any risk", "who is bullish on", "quota"),
    *("why did it rise", "what drives", "deals above $100 million", "top movers", "what changed"),
    *(
        "vs",
        "and",
        "capacity",
        "价格",
        "涨了多少",
        "为什么涨",
        "有什么风险",
        "库存",
        "换算成美元/磅",
    ),
]
TIMES = [
    *("today", "this week", "since January", "on 18 March 2030", "in February 2030", "this year"),
    *("between 4 January 2030 and 18 March 2030", "over the last 30 days", "2029 vs 2030"),
    *("as of 1 March 2030", "昨天以来", "今年以来", "2030年3月18日", "in 2035", "12/03/2030"),
]
WORDS = sorted(
    {word for flash in DESK for word in re.findall(r"\w+", f"{flash['title']} {flash['body']}")}
)
asked = st.one_of(
    st.lists(st.sampled_from([*NAMES, *ASKS, *TIMES]), min_size=1, max_size=5).map(" ".join),
    st.tuples(*map(st.sampled_from, (ASKS, NAMES, TIMES))).map(" ".join),
    st.lists(st.sampled_from([*WORDS, *NAMES, *ASKS]), max_size=8).map(" ".join),
    st.text(max_size=80),
)


EXAMPLES = int(os.environ.get("FLASHBRIEF_TEST_QUESTIONS", "400"))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(question=asked)
async def test_no_number_without_a_source(year: Ask, question: str) -> None:
    """Each number shown stands in the question, in a cited sentence, or is computed from inputs;
    what is answered cites; what is computed has inputs."""
    found, text = await year(question)

    if found.answerable:
        assert found.citations, text
    row = {"q": question, "items": [], "must": [], "answerable": found.answerable}
    assert judge(row, answer_to_json(found, text)).stray == (), text
    assert all(one.inputs for one in found.computed)
