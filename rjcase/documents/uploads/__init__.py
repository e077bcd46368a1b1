"""Files that people hand in: judged by what is in them, before anything is kept (security.md, T15).

``check`` judges and cleans, ``virus`` asks clamd, ``services`` keeps, ``reading`` gives the words of what
was kept. What is let in and what is not, and why: docs/decisions/0023.
"""
