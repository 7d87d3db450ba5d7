"use strict";
// Decisions of pages without a server, as a file: of one document on its page, of all that the browser knows in the list.

document.getElementById("download").addEventListener("click", (event) => {
  const { store } = event.target.dataset;
  const names = Object.keys(localStorage).filter((name) => name.startsWith(store)).sort();
  const kept = names.flatMap((name) => JSON.parse(localStorage.getItem(name)));
  const lines = kept.map((row) => `${JSON.stringify(row)}\n`).join("");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines], { type: "application/jsonl" }));
  link.download = "decisions.jsonl";
  link.click();
  URL.revokeObjectURL(link.href);
});
