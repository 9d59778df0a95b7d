// Only sharpens: every page works without this file. No code comes from strings, no style from script but where words stand
// beside what they are of.
const stored = (() => { try { return localStorage.getItem("vo-theme"); } catch { return null; } })();
const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
// Before anything is painted: what was chosen here, else what the system wishes.
root.dataset.bsTheme = stored || (system.matches ? "dark" : "light");

// What fits is no stop on the keyboard's way; a table or picture that has to be scrolled is. Watched and not asked at times:
// a region changes with the window, with a letter's size, with a font that comes late, and with what is put into it.
const watched = new ResizeObserver((changes) => {
  const regions = new Set(changes.map((change) => change.target.closest(".scroll, .chart")));
  regions.forEach((region) => {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  });
});
function scrollers() {
  document.querySelectorAll(".scroll, .chart").forEach((region) => {
    [region, ...region.children].forEach((each) => watched.observe(each));
  });
}

// The parts of a picture say what they are to who points at them, touches them or comes to them by keyboard. A picture is one
// stop on the keyboard's way: arrows go from part to part, Enter opens the rows, Escape takes the words away.
const PICTURE = "svg[data-drawn], [data-marks]";
const NEAR = 18;  // pixels from a point that a finger means it
const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
tip.setAttribute("aria-hidden", "true");  // the part's own name is what is read aloud
let told = null;
let how = "";
let leaving = 0;
const words = document.createElement("span");
const opens = Object.assign(document.createElement("a"), { tabIndex: -1, textContent: "Öppna", hidden: true });
const keys = Object.assign(document.createElement("small"), { textContent: "← → byter del", hidden: true });
tip.append(words, opens, keys);
const marksOf = (picture) => [...picture.querySelectorAll(".told")];
function tell(mark, by) {
  clearTimeout(leaving);
  if (told === mark && !tip.hidden && by !== "touch") return;
  told = mark;
  how = by;
  words.textContent = mark.getAttribute("aria-label");
  const href = mark.getAttribute("href");
  opens.hidden = !href || by !== "touch";
  if (href) opens.setAttribute("href", href);
  keys.hidden = by !== "keyboard" || marksOf(mark.closest(PICTURE)).length < 2;
  if (!tip.isConnected) document.body.append(tip);
  tip.hidden = false;
  const of = mark.getBoundingClientRect();
  const own = tip.getBoundingClientRect();
  const left = Math.min(Math.max(of.left + of.width / 2 - own.width / 2, 8), document.documentElement.clientWidth - own.width - 8);
  const above = Math.max(of.top, 0) - own.height - 6;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 4 ? above : Math.min(of.bottom + 6, innerHeight - own.height - 4)}px`;
}
function silence() { tip.hidden = true; told = null; }
function markAt(event) {
  const direct = event.target.closest?.(".told");
  const picture = event.target.closest?.(PICTURE);
  if (direct || !picture) return direct;
  let nearest = null;
  let least = NEAR;
  marksOf(picture).forEach((mark) => {
    const of = mark.getBoundingClientRect();
    const away = Math.hypot(
      Math.max(of.left - event.clientX, 0, event.clientX - of.right), Math.max(of.top - event.clientY, 0, event.clientY - of.bottom),
    );
    if (of.width && away < least) { nearest = mark; least = away; }
  });
  return nearest;
}
document.addEventListener("pointermove", (event) => {
  if (event.pointerType === "touch") return;
  const mark = markAt(event);
  if (mark) { tell(mark, "mouse"); return; }
  if (!told) return;
  clearTimeout(leaving);
  if (!tip.contains(event.target)) leaving = setTimeout(silence, 250);
});
document.addEventListener("click", (event) => {
  if (tip.contains(event.target)) return;
  const mark = event.pointerType === "touch" ? markAt(event) : null;
  if (!mark) { if (event.pointerType === "touch") silence(); return; }
  // The first touch tells what it is; the second, or the link in the words, opens it.
  if (told === mark && !opens.hidden) return;
  event.preventDefault();
  tell(mark, "touch");
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.(".told");
  if (!mark) { if (!tip.contains(event.target)) silence(); return; }
  marksOf(mark.closest(PICTURE)).forEach((each) => { each.setAttribute("tabindex", each === mark ? "0" : "-1"); });
  if (mark.matches(":focus-visible")) tell(mark, "keyboard");
});
document.addEventListener("focusout", (event) => { if (how === "keyboard" && event.target.closest?.(".told")) silence(); });
document.addEventListener("scroll", () => { if (told && !told.contains(document.activeElement)) silence(); }, { capture: true, passive: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !tip.hidden) { silence(); return; }
  const mark = event.target.closest?.(".told");
  if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = marksOf(mark.closest(PICTURE)).filter((each) => each.getBoundingClientRect().width);
  const at = all.indexOf(mark);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[(to + all.length) % all.length].focus();
});
function pictures() {
  document.querySelectorAll(PICTURE).forEach((picture) => {
    const all = marksOf(picture);
    if (all.some((each) => each.dataset.stop)) return;
    all.forEach((each, at) => { each.dataset.stop = "1"; each.setAttribute("tabindex", at ? "-1" : "0"); });
  });
}

// A head that stays while a long table is read: only where the table is not wider than its place, which scrolls else.
function stickyHeads() {
  document.querySelectorAll(".scroll").forEach((region) => {
    region.classList.remove("scroll--fits");
    region.classList.toggle("scroll--fits", region.scrollWidth <= region.clientWidth);
  });
}

// How many rows are ticked, read aloud where the buttons are.
function chosenRows() {
  const told = document.querySelector("[data-chosen]");
  if (!told) return;
  const form = told.closest("form");
  const count = [...form.elements].filter((each) => each.name === "id" && each.checked).length;
  told.textContent = count ? `${count} ${count === 1 ? "vald" : "valda"} · alla ${told.dataset.total} i listan` : told.dataset.none;
}

// A day is typed as 2026-11-28 whatever the browser's language; the calendar beside it is the browser's own.
function calendars() {
  document.querySelectorAll("input[data-day]:not([data-has-calendar])").forEach((field) => {
    field.dataset.hasCalendar = "";
    if (!("showPicker" in HTMLInputElement.prototype)) return;
    const picker = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1, className: "day__picker" });
    picker.setAttribute("aria-hidden", "true");
    const open = Object.assign(document.createElement("button"), { type: "button", className: "day__open" });
    open.setAttribute("aria-label", "Öppna kalendern");
    const label = field.labels?.[0];
    if (label) open.setAttribute("aria-describedby", label.id ||= `${field.id}-etikett`);
    open.addEventListener("click", () => {
      picker.value = /^\d{4}-\d\d-\d\d$/.test(field.value) ? field.value : "";
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      field.value = picker.value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
    const day = Object.assign(document.createElement("span"), { className: "day" });
    field.replaceWith(day);
    day.append(field, open, picker);
  });
}

// Above a long list of choices one types a part of what one looks for. Without scripts the list is there as it is.
const LONG = 40;
const plain = (words) => words.normalize("NFC").toLowerCase().replaceAll(/[\s-]+/g, " ").trim();
function longLists() {
  document.querySelectorAll("select:not([data-has-finder])").forEach((list) => {
    if (list.options.length <= LONG || list.querySelector("optgroup")) return;
    list.dataset.hasFinder = "";
    const all = [...list.options];
    const finder = Object.assign(document.createElement("input"), {
      type: "search", className: "form-control finder", placeholder: "Sök i listan", autocomplete: "off",
    });
    finder.setAttribute("aria-label", "Sök i listan");
    const label = list.labels?.[0];
    if (label) finder.setAttribute("aria-describedby", label.id ||= `${list.id}-etikett`);
    const told = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    told.setAttribute("role", "status");
    const narrow = () => {
      const words = plain(finder.value);
      const chosen = new Set(list.selectedOptions);
      const found = new Set(all.filter((each) => each.value && plain(each.text).includes(words)));
      list.replaceChildren(...all.filter((each) => !words || found.has(each) || chosen.has(each)));
      // What is the only one that fits is what was meant; of several one chooses.
      const meant = words && found.size === 1 && !list.multiple ? found : chosen;
      [...list.options].forEach((each) => { each.selected = meant.has(each); });
      told.textContent = words ? `${found.size} ${found.size === 1 ? "träff" : "träffar"}` : "";
    };
    finder.addEventListener("input", (event) => { event.stopPropagation(); narrow(); });
    finder.addEventListener("change", (event) => {
      event.stopPropagation();  // a list is asked for anew when its own field has changed, and then only
      if (!list.multiple && finder.value.trim()) list.dispatchEvent(new Event("change", { bubbles: true }));
    });
    finder.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); list.focus(); }
    });
    list.before(finder, told);
  });
}

// Words that are written and not sent are asked about before the page is left, by a link or by closing it; the browser asks, in its
// own words. What the server sent back with errors is written too. A page that saves as one writes says data-answers; what one
// signs in with is nothing to keep. Listened to only meanwhile: a page that listens is not kept for the way back.
const WRITTEN = ["textarea", "input:not([type])", "input[type=text]", "input[type=url]", "input[type=email]"]
  .map((each) => `${each}[name]:not([autocomplete=username], [autocomplete=one-time-code])`).join();
function isUnsent(form) {
  if (form.getAttribute("method")?.toLowerCase() !== "post" || form.matches("[data-answers]")) return false;
  const refused = form.querySelector("[data-error-summary]");
  return [...form.querySelectorAll(WRITTEN)].some((each) => (refused ? each.value.trim() : each.value !== each.defaultValue));
}
function askBeforeLeaving(event) {
  if ([...document.forms].some(isUnsent)) event.preventDefault();
}
document.addEventListener("input", (event) => {
  if (event.target.form && isUnsent(event.target.form)) window.addEventListener("beforeunload", askBeforeLeaving);
});
document.addEventListener("submit", (event) => {
  // htmx sends some forms itself, and the page stays.
  if (!event.defaultPrevented) window.removeEventListener("beforeunload", askBeforeLeaving);
});

// Copies of the field's pages (field-worker.js) go with whoever signs out. What has not been sent stays until he is back.
function forgetPages() { if (window.caches) caches.delete("vo-falt"); }
// Asked by the attribute: a form may have a field that is called action.
document.addEventListener("submit", (event) => { if (event.target.getAttribute("action")?.endsWith("/logga-ut/")) forgetPages(); });

document.addEventListener("DOMContentLoaded", () => {
  if (location.pathname === document.body.dataset.login) forgetPages();
  const button = document.querySelector("[data-theme-toggle]");
  const name = () => { button.textContent = root.dataset.bsTheme === "dark" ? "Ljust läge" : "Mörkt läge"; };
  if (button) {
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      try { localStorage.setItem("vo-theme", root.dataset.bsTheme); } catch { /* kept for this page only */ }
      name();
    });
  }
  system.addEventListener("change", () => {
    if (!stored) { root.dataset.bsTheme = system.matches ? "dark" : "light"; if (button) name(); }
  });

  // Older browsers cannot show a folded menu on a wide screen, so it is unfolded for them.
  const menu = document.querySelector("[data-menu]");
  if (menu) {
    const wide = matchMedia("(min-width: 60.01rem)");
    const fold = () => { menu.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !wide.matches) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  }

  // What a list is narrowed by is folded on a phone; one that could not be understood stays open.
  const room = matchMedia("(min-width: 40.01rem)");
  document.querySelectorAll("[data-open-when-wide]:not([open])").forEach((each) => {
    const fold = () => { each.open = room.matches; };
    room.addEventListener("change", fold);
    fold();
  });

  // The search: / or Ctrl+K goes to it, arrows through what was found, Escape away from it.
  const search = document.querySelector("[data-search]");
  if (search) {
    const field = search.querySelector("input");
    const list = search.querySelector(".found");
    const close = () => { list.hidden = true; };
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      const wanted = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)
        || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey);
      if (wanted) { event.preventDefault(); field.focus(); field.select(); }
    });
    field.addEventListener("input", () => { if (!field.value.trim()) close(); });
    field.addEventListener("focus", () => { if (field.value.trim() && list.childElementCount) list.hidden = false; });
    list.addEventListener("htmx:afterSwap", () => { list.hidden = !field.value.trim(); });
    search.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); field.focus(); close(); return; }
      if (list.hidden || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      const stops = [field, ...list.querySelectorAll("a")];
      const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      stops[(next + stops.length) % stops.length].focus();
    });
    document.addEventListener("click", (event) => { if (!search.contains(event.target)) close(); });
    search.addEventListener("focusout", (event) => { if (event.relatedTarget && !search.contains(event.relatedTarget)) close(); });
  }

  // What is wrong is what a person needs first.
  document.querySelector("[data-error-summary]")?.focus();
  if ([...document.forms].some((form) => form.querySelector("[data-error-summary]") && isUnsent(form))) {
    window.addEventListener("beforeunload", askBeforeLeaving);
  }
  scrollers();
  calendars();
  longLists();
  pictures();
  stickyHeads();
  chosenRows();
  window.addEventListener("resize", stickyHeads);
  document.addEventListener("change", (event) => { if (event.target.name === "id") chosenRows(); });
  document.addEventListener("htmx:afterSettle", () => {
    scrollers(); calendars(); longLists(); pictures(); stickyHeads(); chosenRows();
  });
  // Logged out meanwhile: the whole page asks again, not a corner of it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === document.body.dataset.login) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
});
