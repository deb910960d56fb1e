// Two extras of the document map: the filter without a page load, and the reader's own copy with its claims marked.
// Texts go into the page as text nodes alone, and nothing is sent anywhere.

const LARGEST = 8 << 20; // bytes of a file that is read

const form = document.getElementById("filter");
const chosen = (name) => form.elements.namedItem(name).value;

function shows(element) {
  return ["state", "modality"].every((name) => !chosen(name) || chosen(name) === element.dataset[name]);
}

function filter() {
  const section = chosen("section");
  for (const part of document.querySelectorAll("section[data-section]")) {
    part.hidden = section !== "" && part.dataset.section !== section;
  }
  for (const stretch of document.querySelectorAll(".bar g")) stretch.classList.toggle("dim", !shows(stretch));
  const items = [...document.querySelectorAll("ul.claims > li")];
  for (const item of items) item.hidden = !shows(item);
  for (const row of document.querySelectorAll(".sentence")) row.hidden = !row.querySelector("li:not([hidden])");
  // What was chosen is to be seen; a section with nothing of it is not to be opened in vain.
  const any = ["state", "modality", "section"].some(chosen);
  for (const fold of document.querySelectorAll("details.fold")) {
    fold.hidden = !fold.querySelector("li:not([hidden])");
    fold.open = any;
  }
  const seen = new Set();
  for (const item of items) {
    if (!item.hidden && !item.closest("[hidden]")) seen.add(item.querySelector("a").hash);
  }
  const status = document.getElementById("shown");
  status.textContent = status.dataset.told.replace("{number}", seen.size).replace("{total}", all);
}

// A page that the server has filtered already lacks what a wider choice would show: it is asked again.
const all = new Set([...document.querySelectorAll("ul.claims a")].map((link) => link.hash)).size;
if (form && !location.search) form.addEventListener("change", filter);

const copy = document.getElementById("copy");

function tell(text) {
  document.getElementById("copy-status").textContent = text;
}

async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The text as it is, and as editors change it without being asked: byte order mark, line ends, last line.
function variants(text) {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const bare = plain.replace(/\n+$/, "");
  return [text, plain, bare, `${bare}\n`];
}

async function matching(bytes) {
  const first = await digest(bytes);
  if (first === copy.dataset.sha256) return { text: new TextDecoder().decode(bytes), first };
  for (const text of variants(new TextDecoder().decode(bytes))) {
    if ((await digest(new TextEncoder().encode(text))) === copy.dataset.sha256) return { text, first };
  }
  return { text: null, first };
}

const WORST = ["refuted", "contested", "no-evidence", "uncheckable", "partly", "supported", "sourced", "unassessed"];

// Stretches of the text as the graph has them, in characters (code points), with the claims there.
function places() {
  const found = [];
  for (const item of document.querySelectorAll("ul.claims > li")) {
    const link = item.querySelector("a");
    for (const span of item.dataset.places.trim().split(" ").filter(Boolean)) {
      const [start, end] = span.split("-").map(Number);
      found.push({ start, end, state: item.dataset.state, href: link.href, claim: link.textContent });
    }
  }
  return found;
}

function show(text) {
  const letters = Array.from(text);
  const marks = places();
  const edges = [...new Set([0, letters.length, ...marks.flatMap((m) => [m.start, m.end])])].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i], edges[i + 1]];
    const piece = letters.slice(start, end).join("");
    const over = marks.filter((m) => m.start <= start && m.end >= end);
    over.sort((a, b) => WORST.indexOf(a.state) - WORST.indexOf(b.state));
    if (!over.length) {
      parts.push(document.createTextNode(piece));
      continue;
    }
    const link = document.createElement("a");
    link.href = over[0].href;
    link.className = over[0].state;
    link.title = over[0].claim;
    link.textContent = piece;
    parts.push(link);
  }
  const box = document.getElementById("copy-text");
  box.replaceChildren(...parts);
  box.hidden = false;
}

async function read(file) {
  if (!file) return;
  document.getElementById("copy-text").hidden = true;
  if (!globalThis.crypto?.subtle) return tell(copy.dataset.insecure);
  if (file.size > LARGEST) return tell(copy.dataset.large);
  const { text, first } = await matching(await file.arrayBuffer());
  if (text === null) return tell(copy.dataset.wrong.replace("{digest}", first));
  tell(copy.dataset.right);
  show(text);
}

if (copy) {
  const input = document.getElementById("copy-file");
  input.disabled = false;
  input.addEventListener("change", () => read(input.files[0]));
  copy.addEventListener("dragover", (event) => event.preventDefault());
  copy.addEventListener("drop", (event) => {
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  });
}
