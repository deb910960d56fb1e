// The query page with script: an editor in place of the text field, which stays what the form sends.
import { complete } from "./completion";
import { checking } from "./check";
import { enableCopying } from "./copying";
import { Editor } from "./editor";
import { enableInserting } from "./inserting";
import { readPage } from "./page";
import { enableRunning } from "./running";
import { readSchema } from "./schema";
import { enableTable } from "./table";

const page = readPage();
if (page) {
  const schema = readSchema(page);
  const editor = new Editor(page, complete(page, schema), checking(page));
  enableRunning(page, editor);
  enableInserting(page, editor);
  enableCopying(page);
  enableTable(page);
  document.documentElement.classList.add("script");
}
