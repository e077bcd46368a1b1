"""What the Makefile calls. Everything that runs before the virtual environment exists uses only
the standard library.
"""
