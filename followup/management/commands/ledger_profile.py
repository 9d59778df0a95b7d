"""manage.py ledger_profile NAME --map belopp="Net Amount" …: how another system's ledger files are read."""

from argparse import ArgumentTypeError

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from followup.ledger import actions
from followup.ledger.imports.headings import SPEC, field_named
from followup.ledger.imports.how import CREDITS, check_format
from followup.ledger.models import LedgerProfile
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import ENCODINGS
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.terminal import as_json, main_buyer, refuse

_DELIMITERS = {"tab": "\t", "\\t": "\t"}


def _pair(text: str) -> tuple[str, str]:
    """field=value, the field by the specification's name or an alias of it."""
    words, equals, value = text.partition("=")
    name = field_named(words)
    if not equals or not value.strip() or name is None or name not in SPEC:
        raise ArgumentTypeError(f"”{text}”: skriv fält=värde, där fältet är {', '.join(SPEC.values())}.")
    return name, value.strip()


def _date_format(text: str) -> str:
    try:
        return check_format(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _delimiter(text: str) -> str:
    sign = _DELIMITERS.get(text, text)
    if len(sign) != 1 or sign in '"\n\r':
        raise ArgumentTypeError(f"”{text}” är inget skiljetecken. Skriv ett tecken, eller tab.")
    return sign


def _encoding(text: str) -> str:
    """As people write it: UTF8, windows-1252, latin-1."""
    plain = text.lower().replace("_", "-")
    known = {"utf8": "utf-8", "utf-8-sig": "utf-8", "windows-1252": "cp1252", "latin-1": "iso-8859-1"}
    known |= {"latin1": "iso-8859-1", "iso8859-1": "iso-8859-1", "utf16": "utf-16"}
    encoding = known.get(plain, plain)
    if encoding not in ENCODINGS:
        raise ArgumentTypeError(f"”{text}” är ingen teckenkodning här. Välj {', '.join(ENCODINGS)}.")
    return encoding


class Command(BaseCommand):
    help = "Spara hur reskontrafiler från ett annat system ska läsas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--map", action="append", type=_pair, default=[], metavar="FÄLT=RUBRIK")
        parser.add_argument("--constant", action="append", type=_pair, default=[], metavar="FÄLT=VÄRDE")
        parser.add_argument("--skip-lines", type=int, default=0, help="rader ovanför rubrikerna")
        parser.add_argument("--sheet", action="append", default=[], help="blad som läses; flera går bra")
        parser.add_argument("--delimiter", type=_delimiter)
        parser.add_argument("--encoding", type=_encoding)
        parser.add_argument("--decimal", choices=[",", "."], default="")
        parser.add_argument("--date-format", type=_date_format, help="till exempel %%d/%%m/%%Y")
        parser.add_argument("--credits", choices=list(CREDITS), default="negative", help="krediternas tecken i filen")
        parser.add_argument("--period-from-name", action="store_true", help="månaden står i filens namn")
        parser.add_argument("--mend-text", action="store_true", help="läs Ã¥ som å")
        parser.add_argument("--leave-out-totals", action="store_true", help="utelämna summarader")
        parser.add_argument("--buyer", default="", help="organisationsnumret för den köpare som profilen hör till")
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(self, *, name: str, buyer: str, json: bool, **options: object) -> None:
        mapping, constants = dict(options["map"]), dict(options["constant"])  # type: ignore[call-overload]
        owner = self._owner(buyer)
        profile = LedgerProfile.objects.filter(buyer=owner, name=name).first() or LedgerProfile(buyer=owner, name=name)
        profile.headings = list(mapping.values())
        profile.mapping, profile.constants = mapping, constants
        profile.is_active = True
        profile.dialect = {
            "skip_lines": options["skip_lines"],
            "sheets": options["sheet"],
            "delimiter": options["delimiter"] or "",
            "encoding": options["encoding"] or "",
            "decimal_sign": options["decimal"],
            "date_format": options["date_format"] or "",
            "credits": options["credits"],
            "period_from_name": options["period_from_name"],
            "mends_text": options["mend_text"],
            "leaves_out_totals": options["leave_out_totals"],
        }
        try:
            kept = actions.save_profile(profile=profile, by=None, at=timezone.now())
        except ValidationError as error:
            raise refuse(self, " ".join(error.messages)) from error
        said = {"profile_id": kept.pk, "name": kept.name, "buyer": owner.org_number, "headings": kept.headings}
        self.stdout.write(as_json(said) if json else f"Profilen ”{kept}” är sparad för {owner}.")

    def _owner(self, number: str) -> Organization:
        if not number:
            return main_buyer()
        owner = Organization.objects.filter(org_number=org_numbers.normalise(number) or number).first()
        if owner is None:
            raise refuse(self, f"Ingen köpare har organisationsnumret {number}.")
        return owner
