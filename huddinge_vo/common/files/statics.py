"""Which of the collected files a browser is given."""

from __future__ import annotations

from collections.abc import MutableMapping

from whitenoise.middleware import WhiteNoiseMiddleware

from huddinge_vo.common.untyped import PassedOn

# What packages were written as, and which files there are under which names: for who builds, not for who visits.
_KEPT_BACK = (".map", ".map.gz", "/staticfiles.json", "/staticfiles.json.gz")
# A file is shown within our pages. By itself it is nothing that may run, ask for something or be framed.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """All but source maps and the list of all files."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: PassedOn = None) -> None:
        """As it is when the server starts, in production."""
        if not url.endswith(_KEPT_BACK):
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)

    def find_file(self, url: str) -> object:
        """As it is asked for, in development."""
        return None if url.endswith(_KEPT_BACK) else super().find_file(url)

    def add_mime_headers(self, headers: MutableMapping[str, str], path: str, url: str) -> None:
        """With the policy, beside what kind of file it is."""
        super().add_mime_headers(headers, path, url)
        headers["Content-Security-Policy"] = _POLICY
