"""Knows metals news: facts with their quotes, checks, briefings, answers. Knows no Telegram."""
