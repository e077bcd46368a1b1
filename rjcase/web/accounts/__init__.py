"""Signing in and out, second steps, passwords, sessions: one's own account."""
