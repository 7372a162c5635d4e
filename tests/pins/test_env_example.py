"""`.env.example` is what an operator reads; `Settings` is what the program reads."""

from pathlib import Path

from bot.config import env_example

ROOT = Path(__file__).parents[2]


def test_env_example_equals_settings() -> None:
    """Every setting stands in .env.example with its meaning and default, and nothing else does."""
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example()
