// A review on a phone. What is written is kept in this browser at once, with an id of its own, and sent when there is a
// connection: in order, one at a time, again and again until the server has said that it has it. The same id twice is once.
// Without this file the page is an ordinary form.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const root = document.querySelector("[data-field]");
  if (!root || !window.indexedDB || !window.crypto?.randomUUID) return;
  const { field: review, person } = root.dataset;
  const form = root.querySelector("[data-answers]");
  const photos = root.querySelector("[data-photos]");
  const said = root.querySelector("[data-said]");
  const warned = root.querySelector("[data-warned]");
  const AGAIN = 10000;
  const LABELS = Object.fromEntries([...(form.querySelector("select")?.options || [])].map((one) => [one.value, one.text]));

  // What is kept here --------------------------------------------------------------------------------------------------
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("vo-falt", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "number", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  async function store(mode, work) {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const change = database.transaction("waiting", mode, { durability: "strict" });
      const asked = work(change.objectStore("waiting"));
      change.oncomplete = () => resolve(asked?.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  }
  const all = async () => (await store("readonly", (kept) => kept.getAll()));
  const mine = async () => (await all()).filter((one) => one.person === person && one.review === review);
  const put = (one) => store("readwrite", (kept) => kept.put(one));
  const drop = (one) => store("readwrite", (kept) => kept.delete(one.number));

  // The questions ------------------------------------------------------------------------------------------------------
  const questions = new Map([...root.querySelectorAll("[data-question]")].map((section) => {
    const order = section.dataset.question;
    const answer = section.querySelector("select");
    const comment = section.querySelector("input");
    // What the server is known to have: what the person saw.
    return [order, { section, answer, comment, seen: { answer: answer.value, comment: comment.value.trim() } }];
  }));
  const typed = ({ answer, comment }) => ({ answer: answer.value, comment: comment.value.trim() });
  const same = (one, other) => one.answer === other.answer && one.comment === other.comment;
  function mark(question, words, isRefused = false) {
    const place = question.section.querySelector("[data-mark]");
    place.textContent = words;
    place.classList.toggle("field__mark--refused", isRefused);
  }

  let writing = Promise.resolve(); // what is written is kept in the order that it was written
  function written(order) {
    writing = writing.then(async () => {
      const question = questions.get(order);
      const now = typed(question);
      const waiting = (await mine()).filter((one) => one.kind === "answer" && one.order === order);
      const last = waiting.at(-1);
      if (last ? same(last.said, now) && !last.refused : same(question.seen, now)) return;
      // What may have been sent keeps its id and what it said. Only what has not been tried, or was refused, is written over.
      const base = last ? (last.tried && !last.refused ? last.said : last.seen) : question.seen;
      if (last && (!last.tried || last.refused)) await drop(last);
      if (!last || !same(base, now)) {
        await put({ id: crypto.randomUUID(), kind: "answer", person, review, order, said: now, seen: base, tried: false });
        mark(question, "Sparat på enheten");
      } else mark(question, "");
      await tell();
    });
    writing.then(send);
  }

  questions.forEach((question, order) => {
    question.answer.addEventListener("change", () => written(order));
    question.comment.addEventListener("change", () => written(order));
    let pause;
    question.comment.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(() => written(order), 800); });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    questions.forEach((_question, order) => written(order));
  });
  root.querySelector("[data-plain]")?.setAttribute("hidden", "");

  // Photos -------------------------------------------------------------------------------------------------------------
  photos.addEventListener("submit", (event) => {
    event.preventDefault();
    const file = photos.querySelector("input[type=file]");
    if (!file.files.length) { warn("Välj en bild först."); file.focus(); return; }
    const [chosen] = file.files;
    const caption = photos.querySelector("[name=caption]").value.trim();
    const order = photos.querySelector("[name=order]").value;
    writing = writing.then(async () => {
      const one = { id: crypto.randomUUID(), kind: "photo", person, review, order, caption, name: chosen.name, tried: false };
      await put({ ...one, file: new Blob([await chosen.arrayBuffer()], { type: chosen.type }) });
      photos.reset();
      warn("");
      await tell();
    });
    writing.catch(() => warn("Bilden gick inte att spara på enheten. Är det ont om plats?")).then(send);
  });

  function listPhotos(waiting, stored) {
    const list = root.querySelector("[data-photo-list]");
    (stored || []).forEach((photo) => {
      if (list.querySelector(`[data-photo-id="${photo.id}"]`)) return;
      const line = document.createElement("li");
      line.dataset.photoId = photo.id;
      const link = document.createElement("a");
      [link.href, link.textContent] = [photo.href, photo.caption];
      const word = document.createElement("span");
      [word.className, word.textContent] = ["muted", "sparad"];
      line.append(link, " ", word);
      list.append(line);
    });
    list.querySelectorAll("[data-waiting]").forEach((line) => line.remove());
    waiting.filter((one) => one.kind === "photo").forEach((one) => {
      if (list.querySelector(`[data-photo-id="${one.id}"]`)) return;
      const line = document.createElement("li");
      line.dataset.waiting = one.id;
      line.textContent = `${one.caption || one.name} `;
      const word = document.createElement("span");
      word.className = "muted";
      word.textContent = one.refused ? one.refused : "på enheten, inte skickad";
      line.append(word);
      if (one.refused) {
        const button = document.createElement("button");
        [button.type, button.className, button.textContent] = ["button", "btn btn-sm btn-outline-secondary", "Ta bort"];
        button.addEventListener("click", async () => { await drop(one); await tell(); });
        line.append(" ", button);
      }
      list.append(line);
    });
  }

  // What the page says -------------------------------------------------------------------------------------------------
  let isGone = false; // no connection, as far as is known
  function warn(words, href = "", action = "") {
    warned.hidden = !words;
    warned.textContent = words;
    if (!href) return;
    const link = document.createElement("a");
    [link.href, link.textContent] = [href, action];
    warned.append(" ", link);
  }
  // The review's page tells what was not sent, and lets it be saved: field-left.js.
  function over(words) {
    said.hidden = true;
    warn(words, location.pathname, "Se om något ligger kvar på enheten");
  }
  async function tell(stored) {
    const waiting = await mine();
    const left = waiting.filter((one) => !one.refused && !one.theirs).length;
    const stuck = waiting.length - left;
    said.hidden = false;
    said.dataset.left = waiting.length;
    const what = left === 1 ? "1 svar eller bild ligger" : `${left} svar och bilder ligger`;
    if (!waiting.length) said.textContent = isGone ? "Ingen uppkoppling. Allt du skriver sparas på enheten." : "Allt är skickat.";
    else if (!left) said.textContent = `${stuck} behöver din hjälp innan det kan skickas.`;
    else said.textContent = isGone ? `Ingen uppkoppling. ${what} på enheten och skickas sedan.` : `${what} på enheten. Skickar …`;
    listPhotos(waiting, stored);
    const others = (await all()).filter((one) => one.person !== person).length;
    if (others) warn("På enheten ligger svar som en annan person inte har skickat än. De skickas när hon eller han loggar in.");
  }

  function showConflict(question, order, ours, theirs) {
    const box = question.section.querySelector("[data-conflict]");
    const about = JSON.stringify([ours, theirs]);
    if (!box.hidden && box.dataset.about === about) return;
    box.dataset.about = about;
    const line = (who, one) => {
      const words = document.createElement("p");
      words.textContent = `${who}: ${LABELS[one.answer] || "Inte besvarat"}${one.comment ? `, ”${one.comment}”` : ""}`;
      return words;
    };
    const choose = (words, chosen) => {
      const button = document.createElement("button");
      [button.type, button.className, button.textContent] = ["button", "btn btn-outline-secondary me-2", words];
      button.addEventListener("click", () => {
        writing = writing.then(async () => {
          for (const one of (await mine()).filter((each) => each.kind === "answer" && each.order === order)) await drop(one);
          question.seen = theirs;
          [question.answer.value, question.comment.value] = [chosen.answer, chosen.comment];
          box.hidden = true;
          question.answer.focus();
          mark(question, same(chosen, theirs) ? "Det andra svaret gäller" : "");
        });
        written(order);
        writing.then(() => tell());
      });
      return button;
    };
    const heading = document.createElement("p");
    heading.className = "fw-bold";
    heading.textContent = "Någon annan har svarat sedan du såg kravet. Vilket ska gälla?";
    box.replaceChildren(heading, line("Ditt svar", ours), line("Sparat nu", theirs), choose("Mitt svar", ours), choose("Det sparade", theirs));
    box.hidden = false;
  }

  // Sending ------------------------------------------------------------------------------------------------------------
  let isSending = false;
  async function post(address, data, token) {
    const body = new FormData();
    Object.entries(data).forEach(([name, value]) => { if (value !== "" || name !== "order") body.append(name, ...[value].flat()); });
    const answer = await fetch(address, {
      method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token, Accept: "application/json" },
    });
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    return { status: answer.type === "opaqueredirect" ? 401 : answer.status, told };
  }
  async function one(waiting, token) {
    waiting.tried = true;
    await put(waiting);
    const { id, order } = waiting;
    if (waiting.kind === "photo") {
      return post(root.dataset.photo, { id, order, caption: waiting.caption, file: [waiting.file, waiting.name] }, token);
    }
    const { said: now, seen } = waiting;
    const data = { id, order, answer: now.answer, comment: now.comment, seen_answer: seen.answer, seen_comment: seen.comment };
    return post(root.dataset.answer, data, token);
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    try {
      await writing;
      const asked = await fetch(root.dataset.state, { redirect: "manual", headers: { Accept: "application/json" } });
      if (asked.type === "opaqueredirect" || asked.status === 403) {
        warn("Du är utloggad. Det du har skrivit ligger kvar på enheten.", `${root.dataset.login}?next=${location.pathname}`, "Logga in igen");
        return;
      }
      if (asked.status === 404) { warn("Uppföljningen är inte längre din. Inget mer skickas."); return; }
      if (asked.status === 410) { over((await asked.json()).closed); return; }
      if (!asked.ok) throw new Error(`svar ${asked.status}`);
      const state = await asked.json();
      if (state.person !== person) { warn("En annan person är inloggad. Ladda om sidan."); return; }
      isGone = false;
      let waiting;
      // What came meanwhile is sent too; what stands in the way of nothing but itself is left.
      while ((waiting = (await mine()).find((each) => !each.refused && !each.theirs))) {
        const { status, told } = await one(waiting, state.token);
        const question = questions.get(waiting.order);
        if (status === 200) {
          await drop(waiting);
          if (waiting.kind === "answer") {
            question.seen = waiting.said;
            state.answers[waiting.order] = waiting.said;
            mark(question, "Skickat");
          } else state.photos.push({ id: waiting.id, caption: waiting.caption || "Bild", href: `#bilder` });
        } else if (status === 409) {
          // The rest of what was written of the same question waits for the choice with it.
          for (const each of (await mine()).filter((other) => other.kind === "answer" && other.order === waiting.order)) {
            await put({ ...each, theirs: told.theirs });
          }
        } else if (status === 422) {
          await put({ ...waiting, refused: told.refused });
          if (waiting.kind === "answer") mark(question, told.refused, true);
        } else if (status === 410) {
          over(told.closed); return;
        } else throw new Error(`svar ${status}`);
      }
      await refresh(state);
      await tell(state.photos);
      keepPage(); // nothing waits for it
    } catch {
      isGone = true;
      await tell();
    } finally {
      isSending = false;
    }
  }

  // What others have answered meanwhile is shown, where nothing of one's own waits.
  async function refresh(state) {
    const waiting = await mine();
    questions.forEach((question, order) => {
      const of = waiting.filter((each) => each.kind === "answer" && each.order === order);
      const blocked = of.find((each) => each.theirs);
      if (blocked) showConflict(question, order, of.at(-1).said, blocked.theirs);
      const stored = state.answers[order];
      const isBusy = of.length || question.section.contains(document.activeElement) || !same(typed(question), question.seen);
      if (isBusy || !stored || same(stored, question.seen)) return;
      question.seen = stored;
      [question.answer.value, question.comment.value] = [stored.answer, stored.comment];
      mark(question, "Ändrat av någon annan");
    });
  }

  // A copy of the page for when the connection drops, where it may be kept ----------------------------------------------
  const worker = navigator.serviceWorker;
  async function keepPage() {
    if (!worker || root.dataset.keep !== "ja") return;
    // Asked for each time: the connection may have dropped while the script was fetched.
    if (!await worker.register(root.dataset.worker).catch(() => null)) return;
    const registered = await worker.ready;
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((each) => each.href || each.src);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { root.dataset.kept = "ja"; };
    registered.active.postMessage({ page: location.pathname, parts }, [channel.port2]);
  }
  root.querySelector("[data-leave]").addEventListener("click", () => {
    if (said.dataset.left === "0" && window.caches) caches.delete("vo-falt"); // all is sent, and one is done here
  });

  // Begin --------------------------------------------------------------------------------------------------------------
  (async () => {
    // A form that the browser filled in again, or that stood on a kept page, shows what was typed: what waits here rules.
    for (const waiting of await mine()) {
      if (waiting.kind !== "answer") continue;
      const question = questions.get(waiting.order);
      if (!question) continue;
      [question.answer.value, question.comment.value] = [waiting.said.answer, waiting.said.comment];
      mark(question, waiting.refused || "Sparat på enheten", Boolean(waiting.refused));
      if (waiting.theirs) showConflict(question, waiting.order, waiting.said, waiting.theirs);
    }
    await tell();
    await send();
  })();
  window.addEventListener("online", send);
  window.addEventListener("offline", () => { isGone = true; tell(); });
  setInterval(async () => { if ((await mine()).length || isGone) send(); }, AGAIN);
});
