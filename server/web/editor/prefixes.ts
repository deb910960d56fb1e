// Prefixes in a query: which are declared, which line declares one.

const DECLARED = /\bPREFIX\s+([A-Za-z][\w-]*):/gi;
const USED = /^([A-Za-z][\w-]*):/;

/** The lines that declare the known prefixes of names where the query does not. */
export function missingDeclarations(
  query: string,
  names: readonly string[],
  known: ReadonlyMap<string, string>,
): string {
  const declared = new Set([...query.matchAll(DECLARED)].map((match) => match[1]));
  const wanted = new Set(names.map((name) => USED.exec(name)?.[1] ?? ""));
  return [...wanted]
    .filter((prefix) => known.has(prefix) && !declared.has(prefix))
    .map((prefix) => `PREFIX ${prefix}: <${known.get(prefix)}>\n`)
    .join("");
}

/** An IRI as a query writes it, by the longest prefix that leaves a plain name. */
export function written(iri: string, known: ReadonlyMap<string, string>): string {
  let best = "";
  let length = 0;
  for (const [prefix, space] of known) {
    const local = iri.slice(space.length);
    if (iri.startsWith(space) && space.length > length && /^[A-Za-z_][\w-]*$/.test(local)) {
      best = `${prefix}:${local}`;
      length = space.length;
    }
  }
  return best || `<${iri}>`;
}
