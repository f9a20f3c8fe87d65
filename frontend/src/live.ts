import "./checks";
import { morph } from "./morph";

/** How often the page asks how things are, in milliseconds; slower while the server does not answer. */
const CALM = 2_000;
const PATIENT = 5_000;

/** How long an answer may take: a server that hangs is gone as well. */
const ANSWER = 10_000;

/** Brings the parts marked data-live up to date from a freshly rendered page. False where the page is another one. */
export function refresh(page: Document, fresh: Document): boolean {
  const parts = page.querySelectorAll<HTMLElement>("[data-live]");
  let found = false;
  for (const part of Array.from(parts)) {
    const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (next !== null) {
      found = true;
      morph(part, next);
    }
  }
  if (found) takeTexts(page, fresh);
  return found;
}

/** The notices that the page holds ready say since when it has heard nothing: since the page that came last. */
function takeTexts(page: Document, fresh: Document): void {
  for (const notice of Array.from(page.querySelectorAll<HTMLElement>("[data-notice]"))) {
    const next = fresh.querySelector(`[data-notice="${notice.dataset.notice}"]`);
    if (next !== null) notice.textContent = next.textContent;
  }
}

/** One look at the server: whether it answered, and with this page. */
export async function look(page: Document, url: string, get: typeof fetch): Promise<"well" | "gone" | "other"> {
  try {
    const answer = await get(url, {
      headers: { Accept: "text/html" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER),
    });
    if (answer.status >= 500) return "gone";
    if (!answer.ok || answer.redirected) return "other";
    return refresh(page, new DOMParser().parseFromString(await answer.text(), "text/html")) ? "well" : "other";
  } catch {
    return "gone";
  }
}

/** Shows one of the notices that the page holds ready, or none. */
export function tell(page: Document, state: "well" | "gone" | "other"): void {
  for (const notice of Array.from(page.querySelectorAll<HTMLElement>("[data-notice]"))) {
    const hidden = notice.dataset.notice !== state;
    if (notice.hidden !== hidden) notice.hidden = hidden;
  }
  page.documentElement.toggleAttribute("data-stale", state !== "well");
}

/** Shorter where somebody comes back to the page meanwhile: it may be hours behind. */
function pause(time: number): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", end);
      done();
    };
    const timer = setTimeout(end, time);
    document.addEventListener("visibilitychange", end);
  });
}

async function watch(): Promise<void> {
  let state: "well" | "gone" | "other" = "well";
  for (;;) {
    await pause(state === "well" ? CALM : PATIENT);
    if (document.visibilityState === "hidden") continue;
    state = await look(document, location.pathname + location.search, fetch);
    tell(document, state);
  }
}

if (document.querySelector("[data-live]") !== null) void watch();
