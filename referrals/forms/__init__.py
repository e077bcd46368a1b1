"""The questions of the partner form and of the office's pages."""
