// Run by Gradio once the list of conversations is on the page; `element`, `trigger` and `watch`
// are its. Which conversation is open stands in the address, so that a reload brings it back.
const list = () => element.querySelector("nav");
const narrow = matchMedia("(max-width: 1099px)");
const folder = () => document.querySelector("#history > .toggle-button");
const unfolded = () => folder()?.closest(".sidebar").classList.contains("open");

function fold() {
  if (narrow.matches && unfolded()) folder().click();
}

watch("value", () => {
  const { case: name, chat } = list()?.dataset ?? {};
  const address = new URL(location);
  for (const [key, value] of Object.entries({ case: name, chat })) {
    if (value) address.searchParams.set(key, value);
    else address.searchParams.delete(key);
  }
  if (list()) history.replaceState(history.state, "", address);
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[value]");
  if (!button) return;
  trigger("pick", { chat: button.value });
  fold();
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#clear") || !event.target.closest?.("#history")) fold();
});

// Gradio's page has a base, so that a bare fragment would leave the address that is open.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.('a[href="#chat"]')) return;
  event.preventDefault();
  document.querySelector("#chat").scrollIntoView({ block: "start" });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") fold();
});

// Gradio's button to fold the list says nothing of what it folds, nor whether it has.
function mend() {
  folder()?.setAttribute("aria-label", "Conversations");
  folder()?.setAttribute("aria-expanded", String(unfolded()));
}
mend();
const sidebar = document.querySelector("#history");
if (sidebar) new MutationObserver(mend).observe(sidebar, { attributeFilter: ["class"] });
