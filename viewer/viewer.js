// One telegram beside the images of its pages: the zones of facsimile over each image, the TEI through CETEIcean.
// Address: index.html?tei=FILE.xml [&images=FOLDER/]. Everything the file says goes in as text, never as markup.
"use strict";
const SVG = "http://www.w3.org/2000/svg";
const asked = new URLSearchParams(location.search);

function show(file) {
  const ceteicean = new CETEI();
  // CETEIcean would load each image a second time where facsimile stands, and number the notes.
  ceteicean.addBehaviors({ tei: { graphic: () => document.createElement("span"), note: undefined } });
  ceteicean.getHTML5(file, (data) => {
    const text = document.getElementById("text");
    text.replaceChildren(data);
    explainCorrections(text);
    const pages = document.getElementById("pages");
    for (const surface of text.querySelectorAll("tei-facsimile tei-surface")) pages.append(page(surface, file));
    text.addEventListener("click", (event) => point(lineOf(event.target, text)));
    text.addEventListener("mousemove", (event) => point(lineOf(event.target, text), false));
    document.body.dataset.ready = "yes";
  });
}

function explainCorrections(text) {
  for (const choice of text.querySelectorAll("tei-choice")) {
    const sic = choice.querySelector("tei-sic"), corr = choice.querySelector("tei-corr");
    if (!sic || !corr) continue;
    corr.title = `OCR: ${sic.textContent} (${corr.getAttribute("resp")}, ${corr.getAttribute("cert")})`;
  }
}

function page(surface, file) {
  const figure = document.createElement("figure");
  const graphic = surface.querySelector("tei-graphic");
  const width = Number(surface.getAttribute("lrx")), height = Number(surface.getAttribute("lry"));
  const drawing = document.createElementNS(SVG, "svg");
  const caption = document.createElement("figcaption");
  caption.textContent = `page image ${surface.getAttribute("n")}`;
  if (graphic) {
    const image = document.createElement("img");
    const base = new URL(asked.get("images") || ".", new URL(file, location.href));
    const url = new URL(graphic.getAttribute("url"), base);
    if (["http:", "https:", "file:"].includes(url.protocol)) image.src = url.href;
    image.alt = `scan of page ${surface.getAttribute("n")}`;
    image.addEventListener("error", () => { image.remove(); drawing.style.position = "static"; });
    figure.append(image);
  }
  drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  if (!graphic) drawing.style.position = "static";
  for (const zone of surface.querySelectorAll("tei-zone")) drawing.append(rectangle(zone));
  figure.append(drawing, caption);
  return figure;
}

function rectangle(zone) {
  const [left, top, right, bottom] = ["ulx", "uly", "lrx", "lry"].map((name) => Number(zone.getAttribute(name)));
  const shape = document.createElementNS(SVG, "rect");
  const place = { x: left, y: top, width: Math.max(right - left, 1), height: Math.max(bottom - top, 1), tabindex: 0 };
  for (const [name, value] of Object.entries(place)) shape.setAttribute(name, value);
  shape.classList.add("zone", zone.getAttribute("type") || "line");
  shape.dataset.zone = zone.id;
  const go = () => { point(zone.id, false); markText(zone.id); };
  for (const event of ["click", "mouseenter", "focus"]) shape.addEventListener(event, go);
  return shape;
}

// The zone of the line in which an element stands: that of the last tei-lb before it, or its own.
function lineOf(element, text) {
  const own = element.closest("[facs]:not(tei-pb):not(tei-line)");
  if (own && own.localName !== "tei-lb") return own.getAttribute("facs").slice(1);
  let found = null;
  for (const lb of text.querySelectorAll("tei-lb[facs]")) {
    if (lb.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) found = lb;
  }
  return found && found.getAttribute("facs").slice(1);
}

function point(id, scroll = true) {
  for (const shape of document.querySelectorAll(".zone.here")) shape.classList.remove("here");
  const shape = id && document.querySelector(`[data-zone="${CSS.escape(id)}"]`);
  if (!shape) return;
  shape.classList.add("here");
  if (scroll) shape.scrollIntoView({ block: "center", behavior: "smooth" });
}

function markText(id) {
  for (const marked of document.querySelectorAll(".here-line")) marked.classList.remove("here-line");
  const place = document.querySelector(`#text [facs="#${CSS.escape(id)}"]:not(tei-line)`);
  if (!place) return;
  (place.localName === "tei-lb" ? place.parentElement : place).classList.add("here-line");
  place.scrollIntoView({ block: "center" });
}

if (asked.get("tei")) show(asked.get("tei"));
