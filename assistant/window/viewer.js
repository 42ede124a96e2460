// Run by Gradio once the viewer is on the page.
const viewing = document.querySelector("#viewing");

// What was cited or sought is brought into sight; where nothing is, the page's top.
function show() {
  if (!viewing.offsetParent) return;
  const shown = viewing.querySelector("#face .sheet")?.offsetParent ? "#face .box" : "#words mark";
  const place = viewing.querySelector(`${shown}.current`) ?? viewing.querySelector(shown);
  (place ?? viewing).scrollIntoView({ block: place ? "center" : "start" });
}

// A picture comes late: whoever has gone elsewhere since the words came is left there.
let soon = 0;
let gone = false;
for (const act of ["wheel", "touchmove", "pointerdown", "keydown"])
  viewing.addEventListener(act, () => (gone = true), { passive: true });
new MutationObserver((changes) => {
  const within = (place) => changes.some((change) => change.target.closest?.(place));
  if (within("#words")) gone = false;
  if (gone || !within("#face, #words")) return;
  clearTimeout(soon);
  soon = setTimeout(show, 30);
}).observe(viewing, { subtree: true, childList: true });
viewing.addEventListener("change", (event) => {
  if (event.target.closest("#facing")) setTimeout(show, 30);
});
