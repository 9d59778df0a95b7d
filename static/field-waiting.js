// What a person has written in a review on this device and that is not sent yet, or that another answered meanwhile: Start
// tells of it, with the way to where it is chosen and sent. The server has never seen it, so only the device can tell.
"use strict";
document.addEventListener("DOMContentLoaded", async () => {
  const root = document.querySelector("[data-waiting-here]");
  if (!root || !window.indexedDB?.databases) return;
  if (!(await indexedDB.databases()).some(({ name }) => name === "vo-falt")) return; // none is made by looking
  const waiting = await new Promise((resolve, reject) => {
    const opened = indexedDB.open("vo-falt");
    opened.onerror = () => reject(opened.error);
    opened.onsuccess = () => {
      const asked = opened.result.transaction("waiting").objectStore("waiting").getAll();
      asked.onsuccess = () => { opened.result.close(); resolve(asked.result); };
      asked.onerror = () => reject(asked.error);
    };
  });
  const { person, visit } = root.dataset;
  const reviews = new Map();
  for (const one of waiting.filter((each) => each.person === person)) {
    const { left, stuck } = reviews.get(one.review) || { left: 0, stuck: 0 };
    reviews.set(one.review, one.theirs || one.refused ? { left, stuck: stuck + 1 } : { left: left + 1, stuck });
  }
  for (const [review, { left, stuck }] of reviews) {
    const link = Object.assign(document.createElement("a"), { href: visit.replace("/0/", `/${review}/`) });
    const said = [];
    if (stuck) said.push(`${stuck} svar väntar på ditt val, eftersom någon annan har svarat eller det inte togs emot`);
    if (left) said.push(`${left} ${left === 1 ? "svar eller bild är inte skickad" : "svar och bilder är inte skickade"}`);
    link.textContent = `Uppföljning på plats: ${said.join(", ")}`;
    const line = document.createElement("li");
    line.append(link);
    root.querySelector("ul").append(line);
  }
  root.hidden = !reviews.size;
});
