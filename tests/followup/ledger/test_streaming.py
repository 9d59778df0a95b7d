"""Rows on their way from DuckDB to PostgreSQL, through a pipe whose writer may fail."""

import threading

import duckdb
import pytest

from followup.ledger.actions.rows import stream


def within(seconds, action):
    """What an action gave back or raised, in bounded time."""
    outcome = []

    def run():
        try:
            outcome.append(action())
        except Exception as error:  # noqa: BLE001 - whatever it raises is the outcome
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    assert outcome, f"nothing came in {seconds} seconds"
    return outcome[0]


def test_rows_come_as_duckdb_selects_them(tmp_path):
    with duckdb.connect() as duck:
        text = within(30, lambda: b"".join(stream(duck, "SELECT i, NULL FROM range(200000) t(i)", tmp_path / "rows")))
    assert text.count(b"\n") == 200_000
    assert text.startswith(b"0,\\N\n1,\\N\n")
    assert text.endswith(b"199999,\\N\n")


def test_no_rows_are_no_rows(tmp_path):
    with duckdb.connect() as duck:
        assert within(30, lambda: list(stream(duck, "SELECT 1 WHERE false", tmp_path / "rows"))) == []


@pytest.mark.parametrize("time", range(20))
def test_a_writer_who_fails_before_he_opens_the_pipe_is_told_and_nobody_waits_for_him(tmp_path, time):
    duck = duckdb.connect()
    duck.close()
    failed = within(20, lambda: list(stream(duck, "SELECT 1", tmp_path / "rows")))
    assert isinstance(failed, duckdb.ConnectionException)


def test_a_writer_who_fails_midway_is_told(tmp_path):
    select = "SELECT CASE WHEN i < 150000 THEN i ELSE error('mitt i') END FROM range(200000) t(i)"
    with duckdb.connect() as duck:
        failed = within(30, lambda: list(stream(duck, select, tmp_path / "rows")))
    assert isinstance(failed, duckdb.Error)
    assert "mitt i" in str(failed)
