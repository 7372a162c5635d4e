"""One file a verb of `flashbrief`; each has `command`."""
