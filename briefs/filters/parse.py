"""Typed text → Filter, by the grammar in `grammar.lark`.

    text → tokens → conditions (names by the lexicon, fields, comparisons) → tree → Filter

A rhythm word may stand anywhere: it is taken out before the tree is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedToken

from briefs.filters.expressions import EVERYTHING, Expr, Filter, Not, Words, both, either
from briefs.filters.fields import read_field
from briefs.filters.names import read_names
from briefs.filters.numbers import read_comparison
from briefs.filters.problems import FilterError, Problem
from briefs.filters.rhythm import INSTANT, Rhythm
from briefs.filters.words import fold
from briefs.lexicon import Lexicon

LONGEST: Final = 400  # characters
DEEPEST: Final = 12  # parentheses and signs within one another
Node: TypeAlias = Token | Tree[Token]


def parse(text: str, lexicon: Lexicon) -> Filter:
    """The filter typed, in time linear in its length. Raises FilterError, pointing at the word."""
    if len(text) > LONGEST:
        raise FilterError(Problem.TOO_LONG, LONGEST, len(text), str(LONGEST))
    tokens = _tokens(text)
    rhythm, tokens = _take_rhythm(tokens)
    if not tokens and rhythm is None:
        raise FilterError(Problem.EMPTY, 0, len(text))
    leaves: list[Expr] = []
    tree = _tree(_replace(tokens, leaves, lexicon), len(text))
    expr = _expr(tree.children[0], leaves) if tree.children else EVERYTHING
    return Filter(expr, rhythm or Rhythm())


def _tokens(text: str) -> list[Token]:
    try:
        tokens = list(_grammar().lex(text))
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise FilterError(Problem.UNEXPECTED, at, at + 1, text[at : at + 1]) from error
    depth = 0
    for token in tokens:
        depth += {"LPAR": 1, "_MINUS": 1, "RPAR": -1}.get(token.type, 0)
        if depth > DEEPEST:
            raise FilterError(Problem.TOO_DEEP, _start(token), _start(token) + 1, str(token))
    return tokens


def _take_rhythm(tokens: Sequence[Token]) -> tuple[Rhythm | None, list[Token]]:
    found: Rhythm | None = None
    rest: list[Token] = []
    for token in tokens:
        read = _rhythm(token)
        if read is None:
            rest.append(token)
        elif found is not None:
            start = _start(token)
            raise FilterError(Problem.RHYTHM, start, start + len(token), str(token))
        else:
            found = read
    return found, rest


def _rhythm(token: Token) -> Rhythm | None:
    if token.type == "WORD" and token.casefold() == INSTANT:
        return Rhythm()
    if token.type == "FIELD" and token.casefold().startswith("every:"):
        read = read_field(str(token), _start(token))
        assert isinstance(read, Rhythm)
        return read
    return None


def _replace(tokens: Sequence[Token], leaves: list[Expr], lexicon: Lexicon) -> Iterator[Token]:
    """The tokens, those of conditions standing for their place in `leaves`."""
    run: list[Token] = []
    for token in tokens:
        if token.type == "WORD":
            run.append(token)
            continue
        yield from _named(run, leaves, lexicon)
        run = []
        read = _condition(token)
        if read is None:
            yield token
        else:
            leaves.append(read)
            yield Token.new_borrow_pos(token.type, str(len(leaves) - 1), token)
    yield from _named(run, leaves, lexicon)


def _named(run: Sequence[Token], leaves: list[Expr], lexicon: Lexicon) -> Iterator[Token]:
    for found in read_names([(str(word), _start(word)) for word in run], lexicon):
        leaves.append(found)
        yield Token.new_borrow_pos("WORD", str(len(leaves) - 1), run[0])


def _condition(token: Token) -> Expr | None:
    start = _start(token)
    if token.type == "FIELD":
        read = read_field(str(token), start)
        assert not isinstance(read, Rhythm)
        return read
    if token.type == "COMPARISON":
        return read_comparison(str(token), start)
    if token.type != "QUOTED":
        return None
    words = fold(str(token)[1:-1]).replace('"', "").strip()
    if not words:
        raise FilterError(Problem.UNFINISHED, start, start + len(token), str(token))
    return Words(words)


def _tree(tokens: Iterator[Token], length: int) -> Tree[Token]:
    parser = _grammar().parse_interactive("")
    try:
        for token in tokens:
            parser.feed_token(token)
        tree: Tree[Token] = parser.feed_eof()  # type: ignore[no-untyped-call]
    except UnexpectedToken as error:
        token = error.token
        if token.type == "$END":
            raise FilterError(Problem.UNFINISHED, length, length) from error
        start = _start(token)
        raise FilterError(Problem.UNEXPECTED, start, start + 1, str(token)) from error
    return tree


def _expr(node: Node, leaves: Sequence[Expr]) -> Expr:
    if isinstance(node, Token):
        return leaves[int(node)]
    parts = [_expr(child, leaves) for child in node.children]
    if node.data == "none":
        return Not(parts[0])
    return both(parts) if node.data == "together" else either(parts)


def _start(token: Token) -> int:
    return token.start_pos or 0


@cache
def _grammar() -> Lark:
    text = files("briefs.filters").joinpath("grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer="basic", maybe_placeholders=False)
