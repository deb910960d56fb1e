// Has the server read the query while it is written, and marks the place of what is wrong.
import { linter, type Action, type Diagnostic } from "@codemirror/lint";
import type { Extension, Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Page } from "./page";
import { written } from "./prefixes";

const PAUSE = 700; // milliseconds without a key after which the server is asked
const LONGEST = 20000; // characters of a query that is checked while it is written

interface Mistake {
  detail: string;
  hint?: string;
  declaration?: string;
  line?: number;
  column?: number;
}

interface Checked {
  problem?: Mistake;
  notices?: { title: string; detail: string }[];
  unknown?: string[];
}

/** The extension that checks. */
export function checking(page: Page): Extension {
  return linter((view) => check(page, view), { delay: PAUSE });
}

async function check(page: Page, view: EditorView): Promise<Diagnostic[]> {
  const text = view.state.doc.toString();
  if (!text.trim() || text.length > LONGEST) return [];
  try {
    const headers = { Accept: "application/json", "Accept-Language": page.language };
    const body = new URLSearchParams({ query: text });
    const answer = await fetch(page.check, { method: "POST", headers, body });
    if (answer.ok) {
      const told = (await answer.json()) as Checked;
      if (told.problem) return [mistake(page, view.state.doc, told.problem)];
      return remarks(page, view.state.doc, told);
    }
  } catch {
    // without the server nothing is known of the query, and nothing is said
  }
  page.status.textContent = "";
  return [];
}

function mistake(page: Page, doc: Text, told: Mistake): Diagnostic {
  const message = [told.hint ?? told.detail, told.declaration].filter(Boolean).join("\n");
  page.status.textContent = told.line ? `${told.line}:${told.column}  ${message}` : message;
  const line = doc.line(Math.min(Math.max(told.line ?? 1, 1), doc.lines));
  const from = Math.min(line.from + Math.max((told.column ?? 1) - 1, 0), line.to);
  const start = from === line.to && from > line.from ? from - 1 : from;
  const word = /^[\w:?$-]+/.exec(doc.sliceString(start, line.to))?.[0] ?? "";
  const end = Math.min(start + Math.max(word.length, 1), line.to);
  const actions = told.declaration ? [declaring(page, told.declaration)] : [];
  return { from: start, to: Math.max(end, start), severity: "error", message, actions };
}

function declaring(page: Page, line: string): Action {
  const apply = (view: EditorView): void => {
    view.dispatch({ changes: { from: 0, insert: `${line}\n` }, userEvent: "input" });
  };
  return { name: page.words.declare, apply };
}

function remarks(page: Page, doc: Text, told: Checked): Diagnostic[] {
  const text = doc.toString();
  const found: Diagnostic[] = [];
  for (const iri of told.unknown ?? []) {
    for (const name of [written(iri, page.prefixes), `<${iri}>`]) {
      mark(found, text, name, `${page.words.unknown} ${name}`);
    }
  }
  for (const notice of told.notices ?? []) {
    for (const [variable] of notice.detail.matchAll(/\?\w+/g)) {
      mark(found, text, variable, notice.detail);
    }
  }
  page.status.textContent = found[0]?.message ?? page.words.valid;
  return found;
}

function mark(found: Diagnostic[], text: string, part: string, message: string): void {
  const from = text.indexOf(part);
  if (from >= 0) found.push({ from, to: from + part.length, severity: "warning", message });
}
