// Run by Gradio once the list of documents is on the page. Gradio takes dropped files, and of a
// dropped folder nothing: its files are gathered here and handed on, each with its path in its
// name. The sign for a slash is `WITHIN` of intake.py.
const WITHIN = "\u29f8";
const hidden = (name) => name.startsWith(".");
const named = (file, path) => new File([file], path.join(WITHIN), { type: file.type });

async function listed(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return all;
    all.push(...some);
  }
}

async function gathered(entry, path = []) {
  const here = [...path, entry.name];
  if (hidden(entry.name)) return [];
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [here.length > 1 ? named(file, here) : file];
  }
  const inside = await listed(entry);
  return (await Promise.all(inside.map((each) => gathered(each, here)))).flat();
}

function handed(input, files) {
  const all = new DataTransfer();
  for (const file of files) all.items.add(file);
  input.files = all.files;
}

document.addEventListener(
  "drop",
  async (event) => {
    const zone = event.target.closest?.("#drop");
    const input = zone?.querySelector("input[type=file]");
    const items = [...(event.dataTransfer?.items ?? [])];
    const entries = items.map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!input || !entries.some((entry) => entry.isDirectory)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.dispatchEvent(new DragEvent("dragleave", { bubbles: true }));
    handed(input, (await Promise.all(entries.map((entry) => gathered(entry)))).flat());
    input.dispatchEvent(new Event("change", { bubbles: true }));
  },
  { capture: true },
);

// A folder that was picked instead of dropped: each file knows its path already.
document.addEventListener(
  "change",
  (event) => {
    const input = event.target;
    if (!input.matches?.("input[type=file]") || !input.webkitdirectory) return;
    const paths = [...input.files].map((file) => [file, file.webkitRelativePath.split("/")]);
    const wanted = paths.filter(([, path]) => !path.some(hidden));
    handed(input, wanted.map(([file, path]) => (path.length > 1 ? named(file, path) : file)));
  },
  { capture: true },
);
