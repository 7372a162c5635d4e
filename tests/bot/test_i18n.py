"""The bot's own words, in every language it speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

import bot
from bot.i18n import (
    LANGUAGES,
    Html,
    Translations,
    catalog_messages,
    language_of,
    load_translations,
    read_catalog,
)
from briefs.filters import Problem
from briefs.sources.failures import Reason
from briefs.sources.health import Health

BOT = Path(bot.__file__).parent


class Names(Visitor):
    """Collects the values a message asks for."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.found.add(node.id.name)


def values_of(message: ast.Message) -> set[str]:
    names = Names()
    names.visit(message)
    return names.found


def test_every_language_has_the_same_keys_and_values() -> None:
    """A message exists in all catalogs, and asks for the same values in each."""
    first, *others = [
        {key: values_of(message) for key, message in catalog_messages(read_catalog(one)).items()}
        for one in LANGUAGES
    ]

    for other in others:
        assert other == first


@pytest.mark.parametrize("folder", ["bot/locales", "briefs/templates"])
def test_no_key_is_written_twice(folder: str) -> None:
    """A key with two texts would say the first of them in both places."""
    for file in (Path(__file__).parents[2] / folder).glob("*.ftl"):
        keys = re.findall(r"^([a-z][\w-]*) =", file.read_text("utf-8"), re.MULTILINE)
        assert keys
        assert sorted(set(keys)) == sorted(keys), file.name


def test_no_message_is_empty() -> None:
    """Every message says something in every language."""
    for language in LANGUAGES:
        for key, message in catalog_messages(read_catalog(language)).items():
            assert message.value is not None, key
            assert message.value.elements, key


def test_chinese_is_chinese() -> None:
    """No message was left in English, but for the names of the languages."""
    chinese = catalog_messages(read_catalog("zh"))
    said = {
        key: "".join(e.value for e in message.value.elements if isinstance(e, ast.TextElement))
        for key, message in chinese.items()
        if message.value is not None
    }

    left = {key for key, text in said.items() if not re.search(r"[\u4e00-\u9fff]", text)}
    assert left == {"button-language-en"}


def test_every_key_the_code_names_exists() -> None:
    """A key written out in the code is in the catalog."""
    keys = set(catalog_messages(read_catalog("en")))
    named = {
        key
        for path in [*BOT.glob("*.py"), *(BOT / "handlers").glob("*.py")]
        for key in re.findall(r"words\(\s*\"([a-z-]+)\"", path.read_text("utf-8"))
    }

    assert len(named) > 20
    assert named <= keys


def test_whatever_is_wrong_with_a_source_has_its_sentence() -> None:
    """Each reason for which a source fails, and each way in which it can be."""
    keys = set(catalog_messages(read_catalog("en")))

    assert {f"source-reason-{reason}" for reason in Reason} <= keys
    assert {f"source-{health}" for health in Health} <= keys


def test_every_mistake_in_a_filter_has_its_sentence() -> None:
    """Whatever is wrong with a typed line, there are words for it, with the word in question."""
    messages = catalog_messages(read_catalog("en"))

    assert {f"filter-{problem}" for problem in Problem} <= set(messages)


def test_values_are_escaped() -> None:
    """What comes from people or flashes cannot bring markup along; what is markup already may."""
    catalog = Translations({"en": "hello = <b>{ $name }</b>"})

    assert catalog.say("en", "hello", name="A<B & C") == "<b>A&lt;B &amp; C</b>"
    assert catalog.say("en", "hello", name=Html("<i>x</i>")) == "<b><i>x</i></b>"


@pytest.mark.parametrize(("key", "missing"), [("absent", "absent"), ("flash-stored", "title")])
def test_a_missing_key_or_value_is_an_error(key: str, missing: str) -> None:
    """Nobody is shown a placeholder: the mistake is named instead."""
    with pytest.raises(LookupError, match=missing):
        load_translations().say("en", key)


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("zh", "zh"), ("zh-hans", "zh"), ("ZH-TW", "zh"), ("pt-br", "en"), (None, "en")],
)
def test_the_language_of_a_reader(code: str | None, language: str) -> None:
    """Chinese for every Chinese Telegram, English for everybody else."""
    assert language_of(code) == language
