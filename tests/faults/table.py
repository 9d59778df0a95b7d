"""The rows of docs/tillforlitlighet.md: how often jobs were tried under each fault, and what brought them back."""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

WORDS = {
    "killed": "processen dödas (kill -9)",
    "machine_killed": "hela arbetaren dödas (kill -9)",
    "database_restarted": "databasen startas om",
    "broker_restarted": "kön dödas och startas",
    "delivered_twice": "levereras två gånger, den första dödas ibland",
    "disk_full": "disken full (RLIMIT_FSIZE)",
}


def rows(lines):
    """A line for each fault: tries, kinds, and by what the job came to its end."""
    found = defaultdict(Counter)
    for line in lines:
        told = json.loads(line)
        found[told["fault"]].update(["tries", told["how"]])
        found[told["fault"]]["mails twice"] += told["mails_twice"]
    for fault, words in WORDS.items():
        n = found[fault]
        yield f"| {words} | {n['tries']} | {n['self']} | {n['sweep']} | {n['hand']} | {n['mails twice']} |"


if __name__ == "__main__":
    sys.stdout.write("\n".join(rows(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())) + "\n")
