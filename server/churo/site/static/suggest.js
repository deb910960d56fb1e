// Offers names while one is typed into the search box; without it the box is a plain form.

const WAIT = 200; // milliseconds of rest before the server is asked

const box = document.querySelector("input[data-suggest]");
let timer = 0;
let asked = "";

async function suggest() {
  const prefix = box.value.trim();
  if (prefix === asked || prefix.length < 2) return;
  asked = prefix;
  const reply = await fetch(`${box.dataset.suggest}?prefix=${encodeURIComponent(prefix)}`);
  if (!reply.ok || box.value.trim() !== prefix) return;
  const { result } = await reply.json();
  const options = result.slice(0, 8).map((entity) => {
    const option = document.createElement("option");
    option.value = entity.name;
    option.textContent = entity.description;
    return option;
  });
  box.list.replaceChildren(...options);
}

if (box) {
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest().catch(() => {}), WAIT);
  });
}
