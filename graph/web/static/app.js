"use strict";
/* Small comforts over pages that work without them. */

document.documentElement.classList.add("js");

/* The menu of a narrow window. */
const menuButton = document.getElementById("menu-button");
menuButton.addEventListener("click", () => {
  const open = document.getElementById("menu").classList.toggle("open");
  menuButton.setAttribute("aria-expanded", String(open));
});

/* A proof opens below its line and closes again. */
document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target;
  if (!link.matches(".why")) return;
  const place = document.getElementById(link.getAttribute("aria-controls"));
  if (place.childElementCount === 0) return;
  event.preventDefault();
  place.replaceChildren();
  link.setAttribute("aria-expanded", "false");
});
document.addEventListener("htmx:afterSwap", (event) => {
  const link = event.detail.requestConfig && event.detail.requestConfig.elt;
  if (link && link.matches(".why")) link.setAttribute("aria-expanded", "true");
});

/* A fault inside a page is shown where its answer would have stood. */
document.addEventListener("htmx:responseError", (event) => {
  const said = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const words = document.createElement("p");
  words.className = "notice";
  words.setAttribute("role", "alert");
  words.textContent = (said.querySelector("[role=alert]") || said.body).textContent.trim();
  event.detail.target.replaceChildren(words);
});

/* In a document: words marked in the text lead to their card, and the card to its words. */
document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-card]");
  if (!mark) return;
  const card = document.getElementById(mark.dataset.card);
  if (card) location.hash = card.id;
});
