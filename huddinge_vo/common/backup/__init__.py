"""Copies of the whole system, sealed, and how one is tried and taken back."""
