import { morph } from "./morph";

/** Puts a button beside each command that copies it. */
export function offerCopies(region: HTMLElement, clipboard: Pick<Clipboard, "writeText"> | undefined): void {
  if (clipboard === undefined) return;
  for (const code of Array.from(region.querySelectorAll<HTMLElement>(".fix > code"))) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "small quiet";
    button.textContent = region.dataset.copy ?? "";
    button.addEventListener("click", () => {
      void clipboard.writeText(code.textContent ?? "").then(() => {
        button.textContent = region.dataset.copied ?? "";
      });
    });
    code.after(button);
  }
}

/** Runs the test as the button would, and shows what its page says in place. False where that page has no list. */
export async function test(button: HTMLButtonElement, region: HTMLElement, send: typeof fetch): Promise<string | null> {
  const form = button.form;
  if (form === null) return null;
  const body = new URLSearchParams();
  new FormData(form, button).forEach((value, name) => body.append(name, String(value)));
  say(region, region.dataset.busy);
  // Not form.action, which the buttons of that name hide.
  const address = form.getAttribute("action") ?? "";
  button.disabled = true;
  try {
    const answer = await send(address, { method: "POST", body, credentials: "same-origin" });
    const list = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-checks]");
    if (list === null || list.firstElementChild === null) return answer.url;
    morph(region, list);
    offerCopies(region, navigator.clipboard);
    return null;
  } catch {
    say(region, region.dataset.lost);
    return null;
  } finally {
    button.disabled = false;
  }
}

function say(region: HTMLElement, text: string | undefined): void {
  const note = document.createElement("p");
  note.className = "notice";
  note.textContent = text ?? "";
  region.replaceChildren(note);
}

/** What follows from the click; nothing without the region. */
export function enhanceTest(page: Document): void {
  const region = page.querySelector<HTMLElement>("[data-checks]");
  if (region === null) return;
  offerCopies(region, navigator.clipboard);
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button === null || !button.hasAttribute("data-test-connection")) return;
    event.preventDefault();
    region.scrollIntoView({ block: "nearest" });
    void test(button, region, fetch).then((elsewhere) => {
      // The draft is no stage yet: its page shows the problems.
      if (elsewhere) location.assign(elsewhere);
    });
  });
}

enhanceTest(document);
