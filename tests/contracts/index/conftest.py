"""What tests of contracts share."""

import threading
from http.server import ThreadingHTTPServer

import pytest

from contracts.index.imports.pxweb import read_index_file
from tests.contracts.index.indices import Office, stat2


@pytest.fixture
def office():
    """A server that answers like SCB's PxWeb, with two quarters of the labour cost index."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Office)
    server.asked, server.status = [], 200
    server.table = stat2(["2026K1", "2026K2"], [144.0, 145.1], [144.6, None])
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def read_index(tmp_path):
    """A reader of index files, from their content."""

    def reader(content, name="serie.txt"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_index_file(path, file_name=name)

    return reader
