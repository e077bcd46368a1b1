"""The scheme's own settings, its people, and the door by which they come in."""
