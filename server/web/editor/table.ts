// Sorts the table of results by a column, and copies it as Markdown.
import type { Page } from "./page";

const MARKS = { ascending: " ▲", descending: " ▼" } as const;

/** Give each column of the table a button that sorts, and let the table be copied. */
export function enableTable(page: Page): void {
  const table = document.querySelector<HTMLTableElement>("table.result");
  const copy = document.querySelector<HTMLButtonElement>("button.markdown");
  if (!table) {
    copy?.remove();
    return;
  }
  for (const [place, head] of [...table.querySelectorAll<HTMLElement>("thead th")].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(page, table, head, place));
    head.replaceChildren(button);
  }
  copy?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(markdown(table));
    page.status.textContent = page.words.copied;
  });
}

function sort(page: Page, table: HTMLTableElement, head: HTMLElement, place: number): void {
  const order = head.ariaSort === "ascending" ? "descending" : "ascending";
  for (const other of table.querySelectorAll<HTMLElement>("thead th")) {
    other.ariaSort = other === head ? order : null;
    const button = other.querySelector("button");
    const name = (button?.textContent ?? "").replace(/ [▲▼]$/, "");
    if (button) button.textContent = other === head ? name + MARKS[order] : name;
  }
  const sign = order === "ascending" ? 1 : -1;
  const numbers = head.classList.contains("number");
  const compare = new Intl.Collator(page.language, { numeric: true }).compare;
  const body = table.tBodies[0];
  const rows = [...(body?.rows ?? [])].map((row) => ({ row, text: textOf(row.cells[place]) }));
  rows.sort((a, b) => sign * (numbers ? Number(a.text) - Number(b.text) : compare(a.text, b.text)));
  body?.replaceChildren(...rows.map(({ row }) => row));
}

/** The table as Markdown (GitHub's), with the names as links. */
export function markdown(table: HTMLTableElement): string {
  const lines = [...table.rows].map((row) => {
    const cells = [...row.cells].map((cell) => {
      const text = escaped(textOf(cell).replace(/ [▲▼]$/, ""));
      const link = cell.querySelector("a");
      return link ? `[${text}](${link.href})` : text;
    });
    return `| ${cells.join(" | ")} |`;
  });
  const width = table.rows[0]?.cells.length ?? 0;
  lines.splice(1, 0, `|${" --- |".repeat(width)}`);
  return `${lines.join("\n")}\n`;
}

function textOf(cell: HTMLTableCellElement | undefined): string {
  const part = cell?.querySelector("a, span, button") ?? cell;
  return (part?.textContent ?? "").trim();
}

function escaped(text: string): string {
  return text.replace(/[\\|[\]`*_<>]/g, "\\$&").replace(/\s+/g, " ");
}
