"""The long checks: `make verify`. Each part is a script in `verify/parts/`; see `verify/runner.py`."""
