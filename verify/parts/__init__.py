"""One module a part, run as a process of its own.

A part has a docstring (its first line is shown), does its work, calls `verify.report.figures()` once
with what it measured, and exits with 0 when what it checks is true. It has ten minutes. What takes
longer is cut into several parts.
"""
