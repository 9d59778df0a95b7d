// A review that is over: what somebody wrote on a phone and that never was sent is shown, and can be saved as text. Nothing
// goes from the device before he or she says so.
"use strict";
document.addEventListener("DOMContentLoaded", async () => {
  const root = document.querySelector("[data-left]");
  if (!root || !window.indexedDB) return;
  const { left: review, person } = root.dataset;
  const part = (name) => root.querySelector(`[data-left-${name}]`);
  window.caches?.delete("vo-falt"); // the page itself is of no use any more
  const database = await new Promise((resolve, reject) => {
    const asked = indexedDB.open("vo-falt", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "number", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const store = (mode, work) => new Promise((resolve, reject) => {
    const change = database.transaction("waiting", mode);
    const asked = work(change.objectStore("waiting"));
    change.oncomplete = () => resolve(asked?.result);
    change.onerror = change.onabort = () => reject(change.error);
  });
  const kept = (await store("readonly", (waiting) => waiting.getAll()))
    .filter((one) => one.person === person && one.review === review);
  if (!kept.length) return;

  const words = (name, code) => root.querySelector(`[data-left-${name}="${CSS.escape(code)}"]`)?.textContent.trim() || "";
  const answers = new Map(kept.filter((one) => one.kind === "answer").map((one) => [one.order, one.said])); // the last of each
  const text = [...answers].map(([order, { answer, comment }]) => [
    `${order}. ${words("question", order)}`, `Svar: ${words("answer", answer) || "inte besvarat"}`, ...(comment ? [`Anteckning: ${comment}`] : []),
  ].join("\n")).join("\n\n");
  const save = (link, blob, name) => {
    [link.href, link.download] = [URL.createObjectURL(blob), name];
  };
  const written = part("text");
  written.value = text;
  written.rows = Math.min(20, text.split("\n").length + 1);
  part("answers").hidden = !answers.size;
  save(part("save"), new Blob([text], { type: "text/plain;charset=utf-8" }), `ej-skickat-${review}.txt`);
  kept.filter((one) => one.kind === "photo").forEach((one) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.textContent = one.caption || one.name;
    save(link, one.file, one.name);
    line.append(link);
    part("photos").append(line);
  });
  part("clear").addEventListener("click", async () => {
    for (const one of kept) await store("readwrite", (waiting) => waiting.delete(one.number));
    part("found").hidden = true;
    part("none").textContent = "Borttaget från enheten.";
    part("none").hidden = false;
    part("none").focus();
  });
  part("none").hidden = true;
  part("found").hidden = false;
});
