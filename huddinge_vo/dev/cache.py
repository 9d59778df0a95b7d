"""Django's Redis cache on the embedded Valkey, which is started when somebody first asks it something."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from huddinge_vo.dev import embedded


class _EmbeddedClient(RedisCacheClient):
    def get_client(self, key: Any = None, *, write: bool = False) -> Any:  # noqa: ANN401 - as Django's own client
        embedded.ensure_valkey()
        return super().get_client(key, write=write)


class EmbeddedCache(RedisCache):
    """The same cache, with a server."""

    def __init__(self, server: str, params: dict[str, object]) -> None:
        super().__init__(server, params)
        self._class = _EmbeddedClient
