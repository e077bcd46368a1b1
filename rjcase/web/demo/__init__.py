"""Two made-up schemes with everybody in them and cases in every stage, dates relative to today.

Everything is done by the services that the pages call, so the demo shows only what people can do.
"""

from rjcase.web.demo.load import load_demo

__all__ = ["load_demo"]
