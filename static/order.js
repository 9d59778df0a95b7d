// A table whose rows are put in order: dragged by their handle, or moved with Upp and Ner. Without this file the buttons ask the
// server, and the numbers can be typed. Nothing is saved here.
document.addEventListener("DOMContentLoaded", () => {
  const body = document.querySelector("[data-order] tbody");
  if (!body) return;
  const said = document.querySelector("[data-order-said]");
  let dragged = null;

  function number(moved) {
    [...body.rows].forEach((row, at) => {
      const place = row.querySelector("[data-place]");
      place.value = at + 1;
      const [up, down] = row.querySelectorAll("[data-step]");
      up.disabled = at === 0;
      down.disabled = at === body.rows.length - 1;
    });
    if (moved) {
      said.textContent = `Plats ${moved.querySelector("[data-place]").value} av ${body.rows.length}. Välj Prova ordningen.`;
    }
  }

  body.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("tr");
    if (button.dataset.step === "upp") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    number(row);
    (button.disabled ? row.querySelector("[data-step]:not(:disabled)") : button)?.focus();
  });

  [...body.rows].forEach((row) => {
    const handle = row.querySelector("[data-handle]");
    handle.hidden = false;
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    handle.addEventListener("dragend", () => { number(dragged); dragged = null; });
  });
  body.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr");
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  body.addEventListener("drop", (event) => event.preventDefault());
});
