"""The way to a new password: a link, good for three days and once, mailed to its owner."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from huddinge_vo.common.people.models import User


def mail_link(person: User, *, site: str, template: str) -> None:
    """Mail a person the link. `site` is where it leads, as https://vo.example.se; the template has person and address.

    Raises SMTPException or OSError where the mail server does not take it.
    """
    way = reverse(
        "password_reset_confirm",
        args=[urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)],
    )
    body = render_to_string(template, {"person": person, "address": f"{site}{way}"})
    send_mail("Välj ett lösenord till Vård och omsorg", body, None, [person.email])
