"""What a use case raises when it cannot do what was asked."""


class DomainError(Exception):
    """A rule of the service says no. The message is a sentence for the person at the screen."""


class AlreadyDone(DomainError):
    """Somebody else did this first; shown as a polite message, nothing is lost."""


class NotAllowed(DomainError):
    """This actor may not do this; shown as 'not there'."""
