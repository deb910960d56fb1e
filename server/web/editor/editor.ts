// The editor: CodeMirror in a shadow root, where its style sheets are objects and no elements.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import type { Page } from "./page";
import { look } from "./theme";

/** An editor in place of a page's text field, which always has the same text. */
export class Editor {
  readonly view: EditorView;

  constructor(
    readonly page: Page,
    ...more: Extension[]
  ) {
    const root = page.place.attachShadow({ mode: "open" });
    const run = (): boolean => {
      page.form.requestSubmit();
      return true;
    };
    this.view = new EditorView({
      doc: page.field.value,
      root,
      parent: root,
      extensions: [
        keymap.of([{ key: "Mod-Enter", run }]),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
        keymap.of([...completionKeymap, ...lintKeymap]),
        [lineNumbers(), history(), drawSelection(), highlightActiveLine()],
        [indentOnInput(), bracketMatching(), closeBrackets(), EditorView.lineWrapping],
        [sparql(), look, ...more],
        EditorView.contentAttributes.of({ "aria-label": page.label, spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) page.field.value = update.state.doc.toString();
        }),
      ],
    });
    page.place.hidden = false;
    page.field.hidden = true;
    document.querySelector("label[for=query]")?.addEventListener("click", () => this.view.focus());
  }

  /** The query as it stands. */
  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Replace the query by another, which undo takes back, and put the cursor somewhere. */
  replace(text: string, cursor: number): void {
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      selection: { anchor: Math.min(cursor, text.length) },
      userEvent: "input",
      scrollIntoView: true,
    });
    this.view.focus();
  }
}
