"""Nothing is cut off, nothing lies on anything else, nothing scrolls sideways: what `test_every_page.py` leaves."""

import pytest
from playwright.sync_api import Browser, expect

from kamescope.i18n import words
from kamescope.ui.menu import MENU
from tests.browser.conftest import LONG_NAME, First, Served
from tests.browser.screen import PAGES, PHONE, Screen
from tests.pages.databases import People

FAULTS = r"""() => {
  const found = [], width = document.documentElement.clientWidth;
  const scrolls = [document.scrollingElement, document.querySelector('[data-testid=stMain]')];
  for (const {scrollWidth, clientWidth} of scrolls)
    if (scrollWidth > clientWidth + 1) found.push(`scrolls ${scrollWidth} > ${clientWidth}`);
  const main = document.querySelector('[data-testid=stMain]');
  for (const box of main.querySelectorAll('*')) {
    const style = getComputedStyle(box);
    const cut = style.textOverflow === 'ellipsis' && box.scrollWidth > box.clientWidth + 1;
    const said = (box.value || box.textContent).trim();
    if (cut && said && !box.closest('[title]')) found.push(`cut short: ${said.slice(0, 40)}`);
    const slides = ['auto', 'scroll'].includes(style.overflowX) && box.scrollWidth > box.clientWidth + 1;
    if (slides && box.clientWidth > 1) found.push(`slides ${box.dataset.testid || box.className}`);
  }
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const text = node.textContent.trim(), parent = node.parentElement;
    if (!text || parent.closest('style, .kms-sr, [class*=material], [data-testid=stIconMaterial]')) continue;
    // What a closed fold holds is not laid out: its place is that of an earlier width.
    if (parent.closest('details:not([open]) > :not(summary)')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      const shortened = getComputedStyle(parent).textOverflow === 'ellipsis';
      const ends = box.left < -1 || box.right > width + 1;
      if (ends && !shortened) found.push(`outside the screen: ${text.slice(0, 40)}`);
      const picture = parent.closest('svg.marks');
      if (!picture) continue;
      const frame = picture.getBoundingClientRect();
      const across = box.left < frame.left - 1 || box.right > frame.right + 1;
      const along = box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      if (across || along) found.push(`outside its chart: ${text.slice(0, 40)}`);
    }
  }
  for (const chart of main.querySelectorAll('svg.marks')) {
    const texts = [...chart.querySelectorAll('text')].filter(text => text.textContent.trim())
      .map(text => ({text: text.textContent, box: text.getBoundingClientRect()}));
    texts.forEach((one, at) => texts.slice(at + 1).forEach(other => {
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      const halo = one.text === other.text && Math.abs(one.box.left - other.box.left) < 1;
      if (!halo && wide > 2 && high > 5) found.push(`on one another: ${one.text} / ${other.text}`);
    }));
  }
  const unseen = inner => {
    for (let box = inner; !box.classList.contains('kms'); box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.clipPath !== 'none' || style.opacity === '0' || style.visibility !== 'visible') return true;
    }
    return false;
  };
  for (const cell of main.querySelectorAll('.kms :is(th, td, button)'))
    if (cell.scrollWidth > cell.clientWidth + 1 && !unseen(cell))
      found.push(`wider than its place: ${cell.textContent.trim().slice(0, 40)}`);
  const inSight = (box, parent) => {
    const {left, right, top, bottom} = box, {overflowX} = getComputedStyle(parent);
    if (overflowX === 'visible') return box;
    const frame = parent.getBoundingClientRect();
    return {left: Math.max(left, frame.left), right: Math.min(right, frame.right), top, bottom};
  };
  for (const fragment of main.querySelectorAll('.kms')) {
    const texts = [], inside = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
    for (let node; (node = inside.nextNode());) {
      if (!node.textContent.trim() || node.parentElement.closest('style') || unseen(node.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) texts.push({node, box: inSight(box, node.parentElement)});
    }
    texts.forEach((one, at) => texts.slice(at + 1).forEach(other => {
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (one.node !== other.node && wide > 2 && high > 6)
        found.push(`on one another: ${one.node.textContent.slice(0, 30)} / ${other.node.textContent.slice(0, 30)}`);
    }));
  }
  return [...new Set(found)];
}"""
"""Sideways scrolls, texts cut short, texts outside the screen or their chart, texts wider than their place in a table,
texts of a chart or of a table on one another."""
PHONE_AGENT = "Mozilla/5.0 (Linux; Android 15; Phone) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
WORST = {"top_items": {"n": "12"}, "factor": {"factor": "F3"}, "prepare": {"step": "blind"}}
WIDTHS = (1440, 1024, 820, 390, 360)
TEAM = tuple(entry.key for entry in MENU["team"])


def faults(screen: Screen, width: int) -> list[str]:
    """What is wrong with the page when the window is that wide."""
    screen.page.set_viewport_size({"width": width, "height": 900})
    return [f"{width} px: {fault}" for fault in screen.settle().page.evaluate(FAULTS)]


@pytest.mark.parametrize("page", PAGES[:4])
def test_long_names_fit_a_phone(screen: Screen, people: People, page: str) -> None:
    screen.page.set_viewport_size({"width": 360, "height": 900})
    screen.open(page, people.link(LONG_NAME[:12]))
    assert faults(screen, 360) == []


@pytest.mark.deep
@pytest.mark.parametrize("page", PAGES[:4])
def test_five_groups_fit_a_desk_and_a_phone(screen: Screen, people: People, page: str) -> None:
    screen.page.set_viewport_size({"width": 1180, "height": 900})
    screen.open(page, people.link("WHOLE"))
    assert faults(screen, 1180) + faults(screen, 390) == []


def test_on_a_phone_the_menu_opens_keeps_the_view_and_folds_away(
    browser: Browser, served: Served, first: First, people: People
) -> None:
    context = browser.new_context(viewport=PHONE, user_agent=PHONE_AGENT, is_mobile=True, has_touch=True)
    screen = Screen(context, served.base).open("overview", people.link("MARTIN") | {"factors": "F2,F5"})
    screen.page.get_by_test_id("stExpandSidebarButton").tap()
    screen.sidebar.get_by_role("link", name=words("fr")("page.perception")).tap()
    screen.expect_heading(words("fr")("page.perception"))
    assert screen.query == people.link("MARTIN") | {"factors": "F2,F5"}
    expect(screen.sidebar).not_to_be_in_viewport()
    assert screen.page.evaluate(FAULTS) == []
    context.close()
    assert screen.troubles == []
