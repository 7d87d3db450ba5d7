"use strict";
// A series: what is ticked is decided at once, by the server; then the page is shown anew, with what was decided.

const trouble = document.getElementById("trouble");
const boxes = [...document.querySelectorAll("[data-place]")];

function count() {
  const ticked = boxes.filter((box) => box.checked).length;
  document.getElementById("left").textContent = `${ticked} of ${boxes.length} ticked`;
}

async function decide(event) {
  const places = boxes.filter((box) => box.checked).map((box) => Number(box.dataset.place));
  const ref = document.getElementById("ref")?.value.trim() ?? "";
  try {
    const body = JSON.stringify({ verdict: event.target.dataset.verdict, places, ref });
    const answer = await fetch("", { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text() || answer.statusText);
    location.reload();
  } catch (error) {
    trouble.textContent = `Nothing was saved (${error.message})`;
  }
}

for (const button of document.querySelectorAll("[data-verdict]")) button.addEventListener("click", decide);
document.addEventListener("change", count);
count();
