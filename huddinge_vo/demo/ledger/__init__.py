"""The demo's supplier ledger: files after "Specifikation för leverantörsreskontra" 1.1, and the rules that sort them.

What 2021 cost is the category plan's. Which suppliers each month's kronor go to is chance, steered by how much is to be
bought on contract. What came of it is for the loyalty computation to say.
"""

from huddinge_vo.demo.ledger.accounts import DemoRule, rules
from huddinge_vo.demo.ledger.writing import DemoFile, files

__all__ = ["DemoFile", "DemoRule", "files", "rules"]
