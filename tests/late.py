"""Two browsers with the same page open: what the second sends, and what it is told."""

from django.utils import timezone


def as_sent(form):
    """What a browser sends of a form that nobody has touched."""
    sent = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value()) if hasattr(bound.field, "prepare_value") else bound.value()
        if isinstance(value, list | tuple):
            sent[bound.html_name] = [getattr(each, "pk", each) for each in value]
        elif value not in {None, False, ""}:
            sent[bound.html_name] = "on" if value is True else value
    return sent


def differing(answer):
    """What one that came too late is told, by label: what is stored, and what was typed, nothing for another's."""
    assert answer.status_code == 422
    return {each.label: (each.stored, each.typed) for each in answer.context["form"].conflicts}


def told_by(answer):
    """Who was first, as the page says it, with when."""
    latest = answer.context["form"].latest
    assert f"parat av {latest.by} {timezone.localtime(latest.at):%Y-%m-%d %H.%M}" in " ".join(
        answer.content.decode().split()
    )
    return latest.by


def on_what_is_shown(client, path, sent=None, **how):
    """Open the page of a decision, and send it: what a browser does."""
    opened = client.get(path).context
    form = opened["form"] if opened and "form" in opened else None
    mark = form["shown"].value() if form and "shown" in form.fields else ""
    return client.post(path, {**(sent or {}), "shown": mark}, **how)
