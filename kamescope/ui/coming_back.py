"""What the browser does so that Back goes one step and finds the place where a page was left."""

# A *turn* is what follows one press. Streamlit may change the address twice in it, the query first and then the page:
# the second change takes the first one's place in the history, so that one press is one step. Where the page stood is
# known when the press begins; by the time the address changes, Streamlit has emptied it. After Back the place is held
# until the run is over and what it showed has found its height, or until somebody moves: charts grow late.
JS = """
const scroller = () => document.querySelector("[data-testid=stMain]");
const isRunning = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];
const PATIENCE = 20000, STARTS = 1500, SETTLES = 800;
function comeBack(wanted) {
  const start = performance.now();
  let hasRun = false, still = start;
  const stop = new AbortController();
  for (const move of MOVES) window.addEventListener(move, () => stop.abort(), { capture: true, signal: stop.signal });
  window.addEventListener("popstate", () => stop.abort(), { signal: stop.signal });
  const step = () => {
    const now = performance.now(), main = scroller();
    if (stop.signal.aborted || now - start > PATIENCE) return stop.abort();
    hasRun ||= isRunning() || now - start > STARTS;
    const isThere = main && main.scrollHeight - main.clientHeight >= wanted - 1;
    if (!hasRun || isRunning() || !isThere) still = now;
    if (hasRun && isThere && Math.abs(main.scrollTop - wanted) > 1) main.scrollTop = wanted;
    if (now - still > SETTLES) return stop.abort();
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
function keepPlaces() {
  if (window.kmsPlaces) return;
  const places = (window.kmsPlaces = new Map());
  let here = location.href, turn = { top: 0, isOver: false };
  const begin = () => (turn = { top: scroller()?.scrollTop ?? 0, isOver: false });
  for (const press of ["pointerdown", "keydown"]) window.addEventListener(press, begin, { capture: true });
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  history.pushState = (...asked) => {
    if (!turn.isOver) places.set(here, turn.top);
    (turn.isOver ? replace : push)(...asked);
    turn.isOver = true;
    here = location.href;
  };
  window.addEventListener("popstate", () => {
    places.set(here, scroller()?.scrollTop ?? 0);
    turn.isOver = true;
    here = location.href;
    if (places.has(here)) comeBack(places.get(here));
  });
}
"""
