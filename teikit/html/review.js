"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = event.target instanceof HTMLInputElement;
  if (typing) {
    if (event.key === "Enter") {
      event.preventDefault();
      document.querySelector('button[value="typed:"]').click();
    } else if (event.key === "Escape") {
      event.target.blur();
    }
    return;
  }
  const on = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
  if (event.key === "Enter" && on) return;
  const chosen = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!chosen) return;
  event.preventDefault();
  if (chosen instanceof HTMLInputElement) chosen.focus();
  else chosen.click();
});
