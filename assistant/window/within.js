// Run by Gradio once the chips are on the page; `element`, `trigger` and `watch` are its.
let held = false;

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  held = true;
  if (button.classList.contains("choose"))
    trigger("choose", { open: button.getAttribute("aria-expanded") === "true" });
  else trigger("release", { part: button.value });
});

// A chip that was taken off takes the keyboard's place with it: it goes on beside it.
watch("value", () => {
  if (held) element.querySelector("button")?.focus({ preventScroll: true });
  held = false;
});
