// How the editor looks: the colours are the page's, so that light and dark and contrast are its business.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const line = (colour: string) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour}`,
  textUnderlineOffset: "3px",
});

const theme = EditorView.theme({
  "&": { color: "CanvasText", backgroundColor: "Canvas", fontSize: "0.95rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.45", minHeight: "12rem", maxHeight: "32rem", overflow: "auto" },
  ".cm-content": { caretColor: "CanvasText", padding: "0.5rem 0" },
  ".cm-cursor": { borderLeftColor: "CanvasText" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "Highlight",
    opacity: "0.35",
  },
  ".cm-activeLine": { backgroundColor: "var(--soft)" },
  ".cm-gutters": { backgroundColor: "Canvas", color: "var(--muted)", border: "none" },
  ".cm-activeLineGutter": { backgroundColor: "var(--soft)" },
  ".cm-tooltip": { backgroundColor: "Canvas", color: "CanvasText", border: "1px solid #888", borderRadius: "0.25rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem", maxWidth: "min(40rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.25rem 0.6rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "Highlight", color: "HighlightText" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.8" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap", borderLeftWidth: "0.3rem" },
  ".cm-lintRange": { backgroundImage: "none" },
  ".cm-lintRange-error": line("var(--code-wrong)"),
  ".cm-lintRange-warning": line("var(--code-doubt)"),
  ".cm-lintRange-active": { backgroundColor: "var(--soft)" },
});

const highlighting = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
  { tag: [tags.url, tags.namespace, tags.propertyName, tags.typeName], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
]);

export const look: Extension = [theme, syntaxHighlighting(highlighting)];
