"""Pages of agreements and of the end of a case."""
