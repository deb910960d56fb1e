// What the server wrote into the page for the script: elements, addresses, words, prefixes.

export interface Page {
  form: HTMLFormElement;
  field: HTMLTextAreaElement;
  place: HTMLElement;
  cancel: HTMLButtonElement;
  status: HTMLElement;
  language: string;
  label: string;
  check: string;
  suggest: string;
  prefixes: ReadonlyMap<string, string>;
  words: Record<"running" | "cancelled" | "valid" | "unknown" | "copied" | "declare", string>;
}

/** The page's parts; null where it is another page. */
export function readPage(): Page | null {
  const form = document.querySelector<HTMLFormElement>("form#ask");
  const field = document.querySelector<HTMLTextAreaElement>("textarea#query");
  const place = document.getElementById("editor");
  const cancel = document.querySelector<HTMLButtonElement>("button#cancel");
  const status = document.getElementById("status");
  if (!form || !field || !place || !cancel || !status) return null;
  const options = document.querySelectorAll<HTMLOptionElement>("datalist#prefixes option");
  const word = (name: string): string => form.dataset[name] ?? "";
  return {
    form,
    field,
    place,
    cancel,
    status,
    language: word("language"),
    label: document.querySelector("label[for=query]")?.textContent ?? "SPARQL",
    check: word("check"),
    suggest: word("suggest"),
    prefixes: new Map([...options].map((option) => [option.value, option.label])),
    words: {
      running: word("running"),
      cancelled: word("cancelled"),
      valid: word("valid"),
      unknown: word("unknown"),
      copied: word("copied"),
      declare: word("declare"),
    },
  };
}
