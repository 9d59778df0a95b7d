"""The people who do things at the same moment, and when they do."""

from django.utils import timezone

from huddinge_vo.common.people.models import Organization, User


def who(name):
    return User.objects.get(username=name)


def keeper():
    return who("väktare")


def colleague():
    """Another who may do everything: what takes two persons is done by the two."""
    return who("kollega")


def buyer():
    return Organization.objects.order_by("pk").first()


def by_keeper():
    return {"by": keeper(), "at": timezone.now()}


def by_colleague():
    return {"by": colleague(), "at": timezone.now()}
