"""The embedded servers: PostgreSQL 18 and Valkey from Python wheels, for a machine with no database.

`urls` and `secret` only compute and read files, so the settings may call them at any time;
`start` and `stop` run the servers, which listen on unix sockets in one private folder and never
on the network. `python -m rjcase.embedded up|down|status` does the same from a shell.
Real servers need none of this: set the URLs in the environment (`docs/how-to/deploy.md`).
"""

from rjcase.embedded.paths import EmbeddedError, secret, urls
from rjcase.embedded.servers import running, start, stop

__all__ = ["EmbeddedError", "running", "secret", "start", "stop", "urls"]
