// The classes and properties that the page lists, with their labels in its language.
import type { Page } from "./page";

export interface Term {
  name: string;
  label: string;
  kind: "class" | "property";
}

/** The terms of the page, each once; its label is what the page shows. */
export function readSchema(_page: Page): Term[] {
  const found = new Map<string, Term>();
  for (const item of document.querySelectorAll<HTMLElement>("[data-class], [data-property]")) {
    const kind = item.dataset.class ? "class" : "property";
    const name = item.dataset.class ?? item.dataset.property ?? "";
    const named = kind === "class" ? (item.closest("details") ?? item) : item;
    const label = named.querySelector("summary > span:not(.tag), a > span:not(.tag)");
    const inOthers = kind === "class" && item.tagName === "LI";
    const text = (inOthers ? item.querySelector("a > span:not(.tag)") : label)?.textContent ?? "";
    found.set(name, { name, label: text.trim(), kind });
  }
  return [...found.values()];
}
