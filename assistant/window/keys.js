// Run by Gradio once the sources panel is on the page; `element`, `trigger` and `watch` are its.
const pointed = /^#source-(\d+)-(\d+)$/;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function pickOut(number) {
  for (const card of element.querySelectorAll(".source")) card.classList.remove("focused");
  const card = element.querySelector(`[id$="-${number}"]`);
  if (!card) return;
  card.classList.toggle("focused", number > 0);
  card.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  card.focus({ preventScroll: true });
}

let wanted = null;
watch("value", () => {
  if (wanted !== null) pickOut(wanted);
  wanted = null;
});

const openable = /^#((?:open-\d+-\d+)|(?:checked-\d+)|(?:document-[0-9a-f]{16}))$/;
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const place = link && openable.exec(link.getAttribute("href"));
  if (!place) return;
  event.preventDefault();
  trigger("open", { place: place[1] });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const place = link && pointed.exec(link.getAttribute("href"));
  if (!place) return;
  event.preventDefault();
  const [turn, number] = [Number(place[1]), Number(place[2])];
  wanted = number;
  trigger("look", { turn, number });
  const shown = element.querySelector(".asked");
  if (shown?.id === `source-${turn}-0`) pickOut(number);
});

const whole = /^#whole-(\d+)$/;
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const place = link && whole.exec(link.getAttribute("href"));
  if (!place) return;
  event.preventDefault();
  trigger("widen", { turn: Number(place[1]) });
});

// On a phone the panel lies below the talk, and its tabs are all one sees of it.
document.addEventListener("click", (event) => {
  const tab = event.target.closest?.('#proof [role="tab"]');
  if (tab && matchMedia("(max-width: 860px)").matches)
    tab.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button.copy");
  if (!button) return;
  await navigator.clipboard.writeText(button.nextElementSibling.textContent);
  const label = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = label), 1500);
});

document.addEventListener("keydown", (event) => {
  const question = document.querySelector("#question textarea");
  const typing = event.target.closest?.("input, textarea, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    question?.focus();
  } else if (event.key === "Escape") {
    put();
    document.querySelector("#question .stop-button")?.click();
  }
});

// Pointing at a mark, or coming to it by keyboard, shows the words that it stands for. They are
// set as text, never as HTML.
const peek = document.createElement("aside");
peek.id = "peek";
peek.setAttribute("role", "tooltip");
peek.hidden = true;
peek.append(document.createElement("q"), document.createElement("cite"));
document.querySelector(".gradio-container").append(peek);
let leaving = 0;

function show(mark) {
  const [, quote, place] = /^“([^]*)” — ([^]*)$/.exec(mark.dataset.said ?? "") ?? [];
  if (!quote) return;
  clearTimeout(leaving);
  peek.children[0].textContent = quote.length > 600 ? `${quote.slice(0, 600)}…` : quote;
  peek.children[1].textContent = place;
  peek.hidden = false;
  const at = mark.getBoundingClientRect();
  const { width, height } = peek.getBoundingClientRect();
  const below = at.top < height + 16;
  peek.style.top = `${below ? at.bottom + 8 : at.top - height - 8}px`;
  peek.style.left = `${Math.max(12, Math.min(at.left - 24, innerWidth - width - 12))}px`;
}

function put() {
  clearTimeout(leaving);
  peek.hidden = true;
}

const markOf = (event) => event.target.closest?.("#chat a.mark");
for (const [come, go] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  document.addEventListener(come, (event) => {
    if (peek.contains(event.target)) clearTimeout(leaving);
    else if (markOf(event) && event.pointerType !== "touch") show(markOf(event));
  });
  document.addEventListener(go, () => {
    clearTimeout(leaving);
    leaving = setTimeout(put, 180);
  });
}
document.addEventListener("scroll", put, { capture: true, passive: true });

// What Gradio tells a screen reader about its own parts, put right: a message is not read out
// as its source, a list of buttons is no list, and a button is called what stands on it.
function mend() {
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
    message.removeAttribute("aria-label");
  for (const mark of document.querySelectorAll("#chat a.mark[title]")) {
    mark.dataset.said = mark.title;
    mark.setAttribute("aria-description", mark.title);
    mark.removeAttribute("title");
  }
  for (const cross of document.querySelectorAll("#chat a.off[title]:not([aria-label])"))
    cross.setAttribute("aria-label", cross.title);
  document.querySelector("#chat .examples[role=list]")?.setAttribute("role", "group");
  document.querySelector("#drop button[aria-label]")?.removeAttribute("aria-label");
  for (const button of document.querySelectorAll("#chat button[aria-label=Undo]"))
    for (const name of ["aria-label", "title"]) button.setAttribute(name, "Edit and ask again");
}
mend();
new MutationObserver(mend).observe(document.querySelector("#desk"), {
  subtree: true,
  childList: true,
  attributeFilter: ["aria-label"],
});
