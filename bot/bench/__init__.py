"""Benchmarks of the hot paths: each module has `measure()`, which returns figures by name.

They run on what the machine has and print what they saw; tests never time anything.
"""
