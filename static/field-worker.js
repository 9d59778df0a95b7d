// Answers for the field's pages, and for nothing else, when there is no connection. What it keeps are copies of those pages
// and of the style and script they need: it is told which by the page, and empties itself when the page, a sign-out or the
// server says so. What a person has written is not here but with the page (field.js).
"use strict";
const KEPT = "vo-falt";
const PAGE = /\/uppfoljning\/falt\/\d+\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { page, parts } = event.data || {};
  if (page) event.waitUntil(keep(page, parts).then(() => event.ports[0]?.postMessage("kept"), () => {}));
});

async function keep(page, parts) {
  const kept = await caches.open(KEPT);
  const answer = await fetch(page, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  await kept.put(page, answer);
  await Promise.all(parts.map(async (part) => {
    const found = await fetch(part, { credentials: "same-origin" });
    if (found.ok) await kept.put(part, found);
  }));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (PAGE.test(url.pathname)) event.respondWith(page(request));
  } else if (["style", "script", "font", "image"].includes(request.destination)) {
    event.respondWith(part(request));
  }
});

async function page(request) {
  let answer;
  try {
    answer = await fetch(request);
  } catch (gone) {
    const kept = await caches.match(request.url, { cacheName: KEPT, ignoreVary: true });
    if (kept) return kept;
    throw gone;
  }
  // Signed out, over, or no longer one's own: then nothing of it stays here.
  if (answer.type === "opaqueredirect" || [403, 404, 410].includes(answer.status)) await caches.delete(KEPT);
  return answer;
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (gone) {
    const kept = await caches.match(request.url, { cacheName: KEPT, ignoreVary: true });
    if (kept) return kept;
    throw gone;
  }
}
