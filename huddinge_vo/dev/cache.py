"""Django's Redis cache on the embedded Valkey, which is started when somebody first asks it something.

The server is looked for where a connection is opened, and not where something is asked: connections are kept, and one
whose server has gone is opened anew before it is used.
"""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import ConnectionPool, UnixDomainSocketConnection

from huddinge_vo.dev import embedded


class _Connection(UnixDomainSocketConnection):
    def _connect(self) -> Any:  # noqa: ANN401 - as redis-py's own
        embedded.ensure_valkey()
        return super()._connect()


class _Pool(ConnectionPool):
    def __init__(self, connection_class: type = _Connection, **options: Any) -> None:  # noqa: ANN401 - as redis-py's own
        del connection_class  # which the address would choose
        super().__init__(connection_class=_Connection, **options)


class _Client(RedisCacheClient):
    def __init__(self, servers: list[str], **options: Any) -> None:  # noqa: ANN401 - as Django's own
        super().__init__(servers, pool_class=_Pool, **options)


class EmbeddedCache(RedisCache):
    """The same cache, with a server."""

    def __init__(self, server: str, params: dict[str, object]) -> None:
        super().__init__(server, params)
        self._class = _Client
