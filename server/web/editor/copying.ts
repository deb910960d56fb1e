// Copies the programs of the page.
import type { Page } from "./page";

/** Let the buttons beside programs copy them. */
export function enableCopying(page: Page): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.copy")) {
    button.addEventListener("click", async () => {
      const text = button.parentElement?.querySelector("pre")?.textContent ?? "";
      await navigator.clipboard.writeText(text);
      const before = button.textContent;
      button.textContent = page.words.copied;
      setTimeout(() => (button.textContent = before), 2000);
    });
  }
}
