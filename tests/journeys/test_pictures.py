"""Pictures say what their parts are and open their rows: by mouse, by keyboard alone, and by touch on a phone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def tip(page):
    return page.locator(".tip")


def test_by_the_keyboard_a_picture_is_one_stop_and_arrows_go_through_it(municipality, walker):
    one = walker(width=1280)
    page = one.page
    one.log_in("kategoriledare")
    page.goto("/kop/karta/")
    picture = page.get_by_role("group", name="Köp per avtalsområde och leverantör, ytan visar kronor")
    marks = picture.locator("a.told")
    expect(picture.locator("[tabindex='0']")).to_have_count(1)
    page.get_by_role("button", name="Visa", exact=True).focus()
    page.keyboard.press("Tab")
    expect(marks.first).to_be_focused()
    expect(tip(page)).to_contain_text(marks.first.get_attribute("aria-label"))
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    expect(tip(page)).to_contain_text(marks.nth(1).get_attribute("aria-label"))
    assert one.check() == []  # with the words shown
    page.keyboard.press("End")
    expect(marks.last).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(marks.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    page.keyboard.press("Tab")
    expect(picture.locator(":focus")).to_have_count(0)  # and out of it again
    page.keyboard.press("Shift+Tab")
    href = marks.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{href}")


def test_what_is_pointed_at_says_what_it_is_and_is_silent_when_left(municipality, walker):
    one = walker(width=1280)
    page = one.page
    one.log_in("kategoriledare")
    page.goto("/")
    bar = page.locator("section[aria-labelledby=pengar] a.told").first
    bar.scroll_into_view_if_needed()
    bar.hover()
    expect(tip(page)).to_be_visible()
    expect(tip(page)).to_contain_text("mnkr")
    page.get_by_role("heading", level=1).hover()
    expect(tip(page)).to_be_hidden()


def test_on_a_phone_the_first_touch_tells_and_the_words_open_the_rows(municipality, walker):
    one = walker(width=390, height=844, has_touch=True, is_mobile=True)
    page = one.page
    one.log_in("kategoriledare")
    page.goto("/kop/karta/")
    tile = page.locator(".treemap__tall a.told").first
    expect(tile).to_be_visible()
    expect(page.locator(".treemap__wide")).to_be_hidden()
    tile.tap()
    expect(tip(page)).to_contain_text(tile.get_attribute("aria-label"))
    assert page.url.endswith("/kop/karta/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    href = tile.get_attribute("href")
    tip(page).get_by_text("Öppna").tap()
    page.wait_for_url(f"**{href}")


def test_a_gantt_is_one_stop_on_the_keyboards_way_and_each_bar_opens_its_row(municipality, walker):
    one = walker(width=1280)
    page = one.page
    one.log_in("kategoriledare")
    page.goto("/upphandlingsplan/")
    bars = page.locator(".gantt a.told")
    assert bars.count() > 1
    expect(page.locator(".gantt .told[tabindex='0']")).to_have_count(1)
    bars.first.hover()
    expect(tip(page)).to_contain_text(bars.first.get_attribute("aria-label"))
    bars.first.focus()
    page.keyboard.press("ArrowDown")
    expect(bars.nth(1)).to_be_focused()
    expect(tip(page)).to_contain_text(bars.nth(1).get_attribute("aria-label"))
    assert one.check() == []
    href = bars.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(href)}$"))


def test_a_contracts_time_line_says_its_days_and_leads_to_what_the_page_tells_of_them(municipality, walker):
    one = walker(width=390, height=844, has_touch=True, is_mobile=True)
    page = one.page
    one.log_in("kategoriledare")
    page.goto("/avtal/")
    page.goto(page.locator("main a[href^='/avtal/']").filter(has_text="-").first.get_attribute("href"))
    bar = page.locator(".timeline a.told").first
    bar.scroll_into_view_if_needed()
    bar.tap()
    expect(tip(page)).to_contain_text("–")
    assert "#" not in page.url
    tip(page).get_by_text("Öppna").tap()
    expect(page).to_have_url(re.compile("#uppgifter$"))
    assert one.check() == []
