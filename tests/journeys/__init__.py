"""A case from the partner's form to the quarter's return, walked by people through the pages.

One walk (`walk.py`), two hands that do it: `http_hand.py` in a moment, `browser_hand.py` in Chromium.
"""
