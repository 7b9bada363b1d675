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

/* Taking in: each file is sent by itself, with its progress, and its report is added. */
const intake = document.getElementById("intake");
if (intake) {
  const drop = document.getElementById("drop");
  const chosen = document.getElementById("files");
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") sendAll(event.dataTransfer.files);
    });
  }
  intake.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll(chosen.files);
  });
}

async function sendAll(files) {
  intake.setAttribute("aria-busy", "true");
  for (const file of [...files]) await sendOne(file);
  intake.removeAttribute("aria-busy");
  document.getElementById("files").value = "";
}

function sendOne(file) {
  const line = document.createElement("div");
  line.className = "sending";
  const name = document.createElement("span");
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const said = document.createElement("span");
  line.append(name, bar, said);
  document.getElementById("progress").append(line);
  const body = new FormData(intake);
  body.delete("files");
  body.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", intake.action);
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
    if (bar.value >= 1) { bar.removeAttribute("value"); said.textContent = intake.dataset.waiting; }
  });
  return new Promise((done) => {
    request.addEventListener("loadend", () => {
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      if (request.status === 0 || !page.body.childElementCount) {
        const fault = document.createElement("p");
        fault.className = "notice bad";
        fault.textContent = `${file.name}: ${request.responseText || intake.dataset.failed}`;
        page.body.replaceChildren(fault);
      }
      document.getElementById("reports").prepend(...page.body.children);
      line.remove();
      done();
    });
    request.send(body);
  });
}

/* Recording: only the fields that belong to what happened. */
const kind = document.getElementById("kind");
if (kind) {
  const fit = () => {
    for (const field of document.querySelectorAll("[data-kinds]")) {
      field.hidden = !field.dataset.kinds.split(" ").includes(kind.value);
      for (const input of field.querySelectorAll("input, select")) input.disabled = field.hidden;
    }
  };
  kind.addEventListener("change", fit);
  fit();
}
