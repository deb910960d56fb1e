// Runs the query by the form itself, so that the address of the answer is in the address bar.
import type { Editor } from "./editor";
import type { Page } from "./page";

const LONGEST = 8000; // characters of an address that all pass on

/** Tell that a query runs, let it be cancelled, and send one that is too long for an address as a body. */
export function enableRunning(page: Page, editor: Editor): void {
  page.form.addEventListener("submit", () => {
    page.field.value = editor.text;
    const length = new URLSearchParams({ query: editor.text }).toString().length;
    page.form.method = length > LONGEST ? "post" : "get";
    page.status.textContent = page.words.running;
    page.cancel.hidden = false;
  });
  page.cancel.addEventListener("click", () => {
    window.stop(); // ends the request, and thereby the query: the server ends what nobody waits for
    rest(page, page.words.cancelled);
    editor.view.focus();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) rest(page, "");
  });
}

function rest(page: Page, status: string): void {
  page.cancel.hidden = true;
  page.status.textContent = status;
}
