// Puts a class or a property of the page's list into the query, as a pattern with what it needs.
import type { Editor } from "./editor";
import type { Page } from "./page";
import { missingDeclarations } from "./prefixes";

/** Give every class and property of the list a button that inserts it. */
export function enableInserting(page: Page, editor: Editor): void {
  const words = document.querySelector<HTMLElement>("aside.schema")?.dataset.insert ?? "+";
  const started = { own: page.form.nextElementSibling !== null };
  for (const item of document.querySelectorAll<HTMLElement>("[data-class], [data-property]")) {
    const name = item.dataset.class ?? item.dataset.property ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "insert";
    button.textContent = "+";
    button.title = words;
    button.setAttribute("aria-label", `${words}: ${name}`);
    button.addEventListener("click", () => {
      insert(page, editor, item, started.own ? editor.text : "");
      started.own = true;
    });
    item.prepend(button, " ");
  }
  page.place.addEventListener("input", () => (started.own = true));
}

function insert(page: Page, editor: Editor, item: HTMLElement, query: string): void {
  const owner = item.closest("details")?.querySelector<HTMLElement>("[data-class]");
  const kind = item.dataset.class ?? owner?.dataset.class ?? "";
  const property = item.dataset.property ?? "";
  const thing = variable(kind || property || "thing");
  const lines = [];
  const typed = `?${thing} a ${kind} .`;
  if (kind && !query.includes(typed)) lines.push(typed);
  if (property) lines.push(`?${thing} ${property} ?${other(variable(property), thing)} .`);
  const pattern = lines.map((line) => `  ${line}\n`).join("");
  const text = pattern ? withPattern(query, pattern) : query;
  const head = missingDeclarations(text, [kind, property], page.prefixes);
  editor.replace(head + text, head.length + text.lastIndexOf("}"));
}

/** The query with a pattern before its last brace; a new one where it has none. */
function withPattern(query: string, pattern: string): string {
  const place = query.lastIndexOf("}");
  if (place < 0) return `SELECT *\nWHERE {\n${pattern}}\nLIMIT 200\n`;
  const before = query.slice(0, place).replace(/[ \t]+$/, "");
  return `${before}${before.endsWith("\n") ? "" : "\n"}${pattern}${query.slice(place)}`;
}

function variable(name: string): string {
  const local = name.replace(/>$/, "").split(/[/#:]/).pop() ?? "";
  const plain = local.replace(/\W+/g, "_");
  return plain ? (plain[0] ?? "").toLowerCase() + plain.slice(1) : "value";
}

function other(name: string, taken: string): string {
  return name === taken ? `${name}_value` : name;
}
