// Completion by label in the page's language: of the classes and properties shown, and of all things.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Page } from "./page";
import { missingDeclarations, written } from "./prefixes";
import type { Term } from "./schema";

const KEYWORDS = [
  ..."SELECT ASK CONSTRUCT DESCRIBE WHERE DISTINCT FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES".split(" "),
  ..."GROUP BY,ORDER BY,LIMIT,OFFSET,HAVING,PREFIX,COUNT,LANG,STR,REGEX,CONTAINS,LCASE,IF".split(","),
  ..."COALESCE,SAMPLE,MIN,MAX,SUM,AVG,GROUP_CONCAT,NOT EXISTS,EXISTS,DESC,AS".split(","),
];
const LETTERS = /[\p{L}\p{N}_-]+$/u;
const PREFIXED = /[A-Za-z][\w-]*:[\w-]*$/;

/** The extension that completes. */
export function complete(page: Page, schema: readonly Term[]): Extension {
  return autocompletion({
    override: [variables, names(page, schema), things(page)],
    icons: false,
    closeOnBlur: true,
  });
}

const variables: CompletionSource = (context) => {
  const word = context.matchBefore(/[?$]\w*/);
  if (!word) return null;
  const text = context.state.doc.toString();
  const found = new Set([...text.matchAll(/[?$]\w+/g)].map((match) => match[0]));
  found.delete(word.text);
  return { from: word.from, options: [...found].map((label) => ({ label, type: "variable" })) };
};

function names(page: Page, schema: readonly Term[]): CompletionSource {
  return (context) => {
    const word = context.matchBefore(PREFIXED) ?? context.matchBefore(LETTERS);
    if (!word ? !context.explicit : inVariable(context, word.from)) return null;
    const typed = (word?.text ?? "").toLowerCase();
    const terms = schema
      .filter((term) => fits(term, typed))
      .map((term) => insertion(page, term.name, term.label, term.kind));
    const words = KEYWORDS.filter((keyword) => typed && keyword.toLowerCase().startsWith(typed));
    const options = [...words.map((label) => ({ label, type: "keyword" })), ...terms];
    return result(word?.from ?? context.pos, options);
  };
}

function fits(term: Term, typed: string): boolean {
  if (typed.includes(":")) return term.name.toLowerCase().startsWith(typed);
  const local = term.name.slice(term.name.indexOf(":") + 1).toLowerCase();
  return term.label.toLowerCase().includes(typed) || local.includes(typed);
}

function things(page: Page): CompletionSource {
  let space: Promise<string> | null = null;
  return async (context) => {
    const word = context.matchBefore(LETTERS);
    if (!word || inVariable(context, word.from) || word.text.length < least(word.text)) return null;
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (context.aborted) return null;
    space ??= identifierSpace(page);
    try {
      const found = await suggestions(page, word.text);
      const start = await space;
      const options = found.map((row) => {
        const iri = row.id.includes("://") ? row.id : start + row.id;
        const type = row.notable?.[0]?.name ?? "";
        return insertion(page, written(iri, page.prefixes), row.name, type);
      });
      return result(word.from, options);
    } catch {
      return null; // whoever writes can go on without
    }
  };
}

/** Letters from which on things are looked for: a sign of Chinese says more than a letter. */
function least(text: string): number {
  return /\p{Script=Han}|\p{Script=Katakana}/u.test(text) ? 1 : 3;
}

function inVariable(context: CompletionContext, from: number): boolean {
  return /[?$<:]/.test(context.state.sliceDoc(Math.max(0, from - 1), from));
}

function result(from: number, options: Completion[]): CompletionResult | null {
  return options.length ? { from, options, filter: false } : null;
}

interface Suggestion {
  id: string;
  name: string;
  notable?: { name: string }[];
}

async function suggestions(page: Page, prefix: string): Promise<Suggestion[]> {
  const address = `${page.suggest}/suggest/entity?prefix=${encodeURIComponent(prefix)}`;
  const headers = { Accept: "application/json", "Accept-Language": page.language };
  const answer = await fetch(address, { headers });
  return answer.ok ? ((await answer.json()) as { result: Suggestion[] }).result.slice(0, 12) : [];
}

async function identifierSpace(page: Page): Promise<string> {
  const answer = await fetch(page.suggest, { headers: { Accept: "application/json" } });
  return ((await answer.json()) as { identifierSpace: string }).identifierSpace;
}

/** A completion that shows a label, and puts a name and what declares its prefix. */
function insertion(page: Page, name: string, label: string, detail: string): Completion {
  return {
    label: label || name,
    detail: [label ? name : "", detail].filter(Boolean).join(" · "),
    apply: (view: EditorView, _completion: Completion, from: number, to: number) => {
      const head = missingDeclarations(view.state.doc.toString(), [name], page.prefixes);
      view.dispatch({
        changes: [
          { from: 0, insert: head },
          { from, to, insert: name },
        ],
        selection: { anchor: head.length + from + name.length },
        userEvent: "input.complete",
      });
    },
  };
}
