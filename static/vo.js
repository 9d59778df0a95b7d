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

// Copies of the field's pages (field-worker.js) go with whoever signs out. What has not been sent stays until he is back.
function forgetPages() { if (window.caches) caches.delete("vo-falt"); }
document.addEventListener("submit", (event) => { if (event.target.action.endsWith("/logga-ut/")) forgetPages(); });

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
  document.addEventListener("htmx:afterSettle", scrollers);
  // Logged out meanwhile: the whole page asks again, not a corner of it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === document.body.dataset.login) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
});
