// Only sharpens: every page works without this file. No code comes from strings, no style from script.
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
  scrollers();
  calendars();
  longLists();
  stickyHeads();
  chosenRows();
  window.addEventListener("resize", stickyHeads);
  document.addEventListener("change", (event) => { if (event.target.name === "id") chosenRows(); });
  document.addEventListener("htmx:afterSettle", () => { scrollers(); calendars(); longLists(); stickyHeads(); chosenRows(); });
  // Logged out meanwhile: the whole page asks again, not a corner of it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === document.body.dataset.login) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
});
