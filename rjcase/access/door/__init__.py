"""The front door: signing in, second factors, sessions, and what people are told of their account."""
