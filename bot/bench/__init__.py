"""Benchmarks of the hot paths: each has `measure()`, which returns figures by name,
and `lines()`, which makes a table of them.

They run on what the machine has and print what they saw; tests never time anything.
"""
