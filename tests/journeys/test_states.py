"""Main pages in the states that people meet them in: refused, empty, folds open, by keyboard, enlarged, in few colours.

`test_every_page.py` looks at every page as it is when all is well; here the main ones of each kind are looked at when
it is not, so that the time stays short.
"""

import pytest

from contracts.register.models import Contract
from followup.reviews.models import Finding
from tests import factories as make
from tests.journeys.conftest import SETTLED
from tests.journeys.test_every_page import plant_the_rest

pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]

FORMS = {
    "handläggare": ("/brister/anmal/", "/avsteg/nytt/", "/hitta-plats/"),
    "kategoriledare": (
        *("/avtal/nytt/", "/upphandlingar/ny/", "/reskontra/las-in/", "/regler/ny/", "/uppfoljning/ny/"),
        *("/leverantorsmoten/nytt/", "/att-gora/mejl/"),
    ),
}
LISTS = (
    *("/avtal/", "/leverantorer/", "/verksamheter/", "/placeringar/", "/avsteg/", "/brister/", "/uppfoljning/"),
    *("/prisjustering/", "/upphandlingar/", "/kontroller/", "/dokument/", "/e-fakturor/", "/priskontroll/"),
)
MAIN = {
    "kategoriledare": ("/", "/start/", "/avtal/", "/prisjustering/", "/statusrapport/", "/aktiviteter/tavla/"),
    "handläggare": ("/start/", "/hitta-plats/", "/brister/anmal/", "/placeringar/"),
    "controller": ("/reskontra/", "/regler/", "/reskontra/rader/"),
    "uppföljare": ("/uppfoljning/", "/brister/"),
}

# The page's own form, as it is before anything is written in it, and past what the browser itself would have refused.
_SEND = """() => {
    document.body.dataset.old = 'yes';
    const forms = [...document.querySelectorAll('main form')];
    const form = forms.findLast(each => each.method === 'post') || forms.at(-1);
    form.noValidate = true;
    form.requestSubmit();
    setTimeout(() => delete document.body.dataset.old, 1500);
}"""

# Whether what has the focus is seen: at least a part of it within the window and not under anything that sticks.
_COVERED = """() => {
    const each = document.activeElement;
    if (!each || each === document.body) return '';
    // Of what is taller than the window, the part that is in it.
    const boxes = [...each.getClientRects()].filter(box => box.width).map(box => {
        const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
        const right = Math.min(box.right, innerWidth), bottom = Math.min(box.bottom, innerHeight);
        return {left, top, width: right - left, height: bottom - top};
    });
    if (!boxes.length) return '';
    const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]];
    const seen = boxes.some(box => points.some(([x, y]) => {
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return top && (each.contains(top) || top.contains(each) || top.closest('label')?.control === each);
    }));
    return seen ? '' : `${each.tagName} ${(each.innerText || each.name || '').slice(0, 40)}`;
}"""

# What a colour alone draws, and what is left of it where the reader chooses the colours: nothing is a fault.
_DRAWN = """() => [...document.querySelectorAll('main *')].filter(each => {
    if (each.closest('svg') || each.textContent.trim() || each.children.length) return false;
    if (/^(INPUT|SELECT|TEXTAREA|BUTTON|BR|HR|IMG|CANVAS|PROGRESS|METER|OPTION)$/.test(each.tagName)) return false;
    const box = each.getBoundingClientRect(), style = getComputedStyle(each);
    return box.width > 2 && box.height > 2 && style.backgroundColor !== 'rgba(0, 0, 0, 0)';
})"""
_MARK = f"() => ({_DRAWN})().forEach(each => each.dataset.drawn = 'yes')"
_LOST = """() => [...document.querySelectorAll('[data-drawn]')].filter(each => {
    const style = getComputedStyle(each), behind = getComputedStyle(document.body).backgroundColor;
    return style.backgroundColor === behind && style.borderTopWidth === '0px' && style.backgroundImage === 'none';
}).map(each => each.outerHTML.slice(0, 120))"""
_MOVES = """() => [...document.querySelectorAll('*')].filter(each => {
    const style = getComputedStyle(each);
    const long = times => times.split(',').some(time => parseFloat(time) > 0.01);
    return style.animationName !== 'none' && long(style.animationDuration) || long(style.transitionDuration);
}).map(each => each.outerHTML.slice(0, 100)).slice(0, 5)"""


@pytest.fixture
def town(municipality):
    """Something on every page, and people to look at it."""
    plant_the_rest(municipality)
    buyer = make.buyer()
    buyer.is_demo = True
    buyer.save()
    make.user("handläggare")
    return municipality


def settled(page, path):
    page.goto(path)
    page.wait_for_function(SETTLED)


def test_a_form_that_is_sent_empty_and_a_list_that_finds_nothing_say_so_to_all_senses(walker, town):
    found = []
    for role, paths in FORMS.items():
        one = walker(reduced_motion="reduce")
        one.log_in(role)
        page = one.page
        for path in paths:
            settled(page, path)
            page.evaluate(_SEND)
            page.wait_for_function(f"() => !document.body.dataset.old && ({SETTLED})()")
            found += one.check()
    for path in LISTS:
        settled(page, f"{path}?sok=finnsinteq")
        found += one.check()
    assert found == []


def test_what_is_folded_is_open_to_all_senses_too(walker, town):
    one = walker(reduced_motion="reduce")
    one.log_in("kategoriledare")
    contract = Contract.objects.get(number="A-1")
    found = []
    paths = [*MAIN["kategoriledare"], contract.get_absolute_url(), contract.supplier.get_absolute_url()]
    for path in [*paths, Finding.objects.get().get_absolute_url(), "/upphandlingar/", "/index/"]:
        settled(one.page, path)
        one.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found += one.check()
    assert found == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (320, 256)])  # as it is, and enlarged four times
def test_the_focus_is_never_hidden_and_nothing_is_wider_than_the_window(walker, town, width, height):
    found = []
    for role, paths in MAIN.items():
        one = walker(width, height, reduced_motion="reduce")
        one.log_in(role)
        for path in paths:
            settled(one.page, path)
            if one.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                found.append((path, "wider than the window"))
            for _ in range(45):
                one.page.keyboard.press("Tab")
                if covered := one.page.evaluate(_COVERED):
                    found.append((path, "the focus is hidden", covered))
                    break
    assert found == []


def test_nothing_moves_for_who_wants_it_still_and_no_colour_alone_draws_what_is_lost_in_few_colours(walker, town):
    one = walker(reduced_motion="reduce")
    one.log_in("kategoriledare")
    found = []
    for path in (*MAIN["kategoriledare"], "/uppfoljning/plan/2026/", "/kategoriplan/", "/reskontra/"):
        one.page.emulate_media(forced_colors="none", reduced_motion="reduce")
        settled(one.page, path)
        found += [(path, "moves", each) for each in one.page.evaluate(_MOVES)]
        one.page.evaluate(_MARK)
        one.page.emulate_media(forced_colors="active")
        found += [(path, "is lost in few colours", each) for each in one.page.evaluate(_LOST)]
    assert found == []
