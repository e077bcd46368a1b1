"""Pages of meetings, exchanges and feedback."""
