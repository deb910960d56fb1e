// Asks a question by following links from an IRI: node follow.mjs BASE SERVER START QUERY
// IRIs under BASE are fetched from SERVER, as they would be through w3id.org; nothing else is.
import { QueryEngine } from "@comunica/query-sparql-link-traversal";

const [base, server, start, query] = process.argv.slice(2);
const fetched = new Set();

function fetchHere(input, init) {
  const url = (typeof input === "string" ? input : input.url).replace(base, server);
  if (!url.startsWith(server)) return Promise.resolve(new Response("", { status: 404 }));
  fetched.add(url.replace(server, ""));
  return fetch(url, init);
}

const bindings = await new QueryEngine().queryBindings(query, {
  sources: [start],
  fetch: fetchHere,
  lenient: true,
});
const rows = await bindings.toArray();
const found = rows.map((row) => Object.fromEntries([...row].map(([key, term]) => [key.value, term.value])));
console.log(JSON.stringify({ rows: found, fetched: [...fetched].sort() }));
