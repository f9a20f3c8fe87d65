import "./checks";
import { forgetSent } from "./keep";
import { morph } from "./morph";

/** How often the page asks how things are, in milliseconds; slower while the server does not answer. */
const CALM = 2_000;
const PATIENT = 5_000;

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
  return found;
}

/** One look at the server: whether it answered, and with this page. */
export async function look(page: Document, url: string, get: typeof fetch): Promise<"well" | "gone" | "other"> {
  try {
    const answer = await get(url, { headers: { Accept: "text/html" }, credentials: "same-origin", cache: "no-store" });
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

async function watch(): Promise<void> {
  let state: "well" | "gone" | "other" = "well";
  for (;;) {
    await new Promise((done) => setTimeout(done, state === "well" ? CALM : PATIENT));
    if (document.visibilityState === "hidden") continue;
    state = await look(document, location.pathname + location.search, fetch);
    tell(document, state);
  }
}

if (document.querySelector("[data-live]") !== null) void watch();
forgetSent(sessionStorage);
