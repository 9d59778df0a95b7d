"""Readers that behave badly, to be started in a process of their own."""

import os
from pathlib import Path


def asks_for_memory(n):
    yield len(bytearray(n))


def asks_for_time():
    yield 1
    while True:
        pass


def falls_over():
    yield 1
    os.abort()


def writes(path):
    Path(path).write_text("x")
    yield 1


def knows_of():
    yield sorted(os.environ)


def repeats():
    number = 0
    while True:
        number += 1
        yield number
