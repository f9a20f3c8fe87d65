/** Puts a button beside each command that copies it. */
export function offerCopies(region: HTMLElement, clipboard: Pick<Clipboard, "writeText"> | undefined): void {
  if (clipboard === undefined) return;
  for (const code of Array.from(region.querySelectorAll<HTMLElement>(".fix > code"))) {
    if (code.nextElementSibling !== null) continue;
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

/** A line that the server tells: first all that is looked at, then each check as it is done, then how it went. */
export type Line =
  | { waiting: { subject: string; about: string }[] }
  | { place: number; status: string; word: string; detail: string; fix: string | null }
  | { ok: boolean; title: string };

/**
 * Runs a test and shows each check as it is done. False where there was nothing to test: the button then does what it
 * does without this script, and its page says what is wrong.
 */
export async function test(button: HTMLButtonElement, region: HTMLElement, send: typeof fetch): Promise<boolean> {
  const form = button.form;
  const address = button.dataset.testConnection;
  if (form === null || !address) return false;
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => body.append(name, String(value)));
  say(region, region.dataset.busy);
  button.disabled = true;
  let ended = false;
  try {
    const answer = await send(address, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok || answer.redirected || answer.body === null) {
      say(region, "");
      return false;
    }
    const list = new CheckList(region);
    for await (const line of lines(answer.body)) ended = list.take(line) || ended;
  } catch {
    ended = false;
  } finally {
    button.disabled = false;
  }
  if (!ended) lost(region);
  return true;
}

/** A service that went away in the middle: what it found stays, and the page says that there is no more. */
function lost(region: HTMLElement): void {
  const list = region.querySelector("ol");
  if (list === null) return say(region, region.dataset.lost);
  list.querySelectorAll(".check-waiting").forEach((waiting) => waiting.remove());
  const title = region.querySelector("h2");
  if (title !== null) title.textContent = region.dataset.lost ?? "";
}

/** The checks of one test, in their order from the start: nothing jumps when one is done. */
class CheckList {
  private readonly section = element("section", "summary");
  private readonly title = element("h2");
  private readonly list = element("ol");
  private done = 0;

  constructor(private readonly region: HTMLElement) {
    this.section.setAttribute("aria-label", region.dataset.title ?? "");
    this.section.tabIndex = -1;
    this.section.append(this.title, this.list);
  }

  /** Whether this was the end. */
  take(line: Line): boolean {
    if ("waiting" in line) this.begin(line.waiting);
    else if ("place" in line) this.show(line);
    else {
      this.title.textContent = line.title;
      this.section.classList.add(line.ok ? "good" : "bad");
      announce(this.region, line.title);
      return true;
    }
    return false;
  }

  private begin(waiting: { subject: string; about: string }[]): void {
    for (const { subject, about } of waiting) {
      const item = element("li", "check-waiting");
      const row = element("p");
      const what = element("span", "what");
      what.append(element("span", "", subject), " ");
      if (about !== "") what.append(element("code", "", about));
      row.append(element("strong", "", this.region.dataset.waiting), " ", what, " ", element("span", "detail"));
      item.append(row);
      this.list.append(item);
    }
    this.progress();
    this.region.querySelector(".notice, .summary")?.remove();
    this.region.append(this.section);
  }

  private show(check: { place: number; status: string; word: string; detail: string; fix: string | null }): void {
    const item = this.list.children[check.place];
    if (item === undefined) return;
    item.className = `check-${check.status}`;
    const [word, detail] = [item.querySelector("strong"), item.querySelector(".detail")];
    if (word) word.textContent = check.word;
    if (detail) detail.textContent = check.detail;
    if (check.fix !== null) {
      const fix = element("p", "fix");
      const code = element("code", "", check.fix);
      code.tabIndex = 0;
      fix.append(code);
      item.append(fix);
      offerCopies(this.region, navigator.clipboard);
    }
    this.done++;
    this.progress();
  }

  private progress(): void {
    this.title.textContent = (this.region.dataset.progress ?? "")
      .replace("__n__", String(this.done))
      .replace("__all__", String(this.list.children.length));
  }
}

function element(name: string, className = "", text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.textContent = text;
  return made;
}

/** The lines of an answer as they come. */
export async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const whole = rest.split("\n");
    rest = whole.pop() ?? "";
    for (const line of whole) if (line !== "") yield JSON.parse(line) as Line;
    if (done) return;
  }
}

function say(region: HTMLElement, text: string | undefined): void {
  region.querySelectorAll(".notice, .summary").forEach((old) => old.remove());
  if (text) region.append(element("p", "notice", text));
  announce(region, text ?? "");
}

function announce(region: HTMLElement, text: string): void {
  const news = region.querySelector("[data-checks-news]");
  if (news !== null) news.textContent = text;
}

/** What follows from the click; nothing without the region. */
export function enhanceTest(page: Document): void {
  const region = page.querySelector<HTMLElement>("[data-checks]");
  if (region === null) return;
  offerCopies(region, navigator.clipboard);
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button === null || !button.dataset.testConnection || button.dataset.plain) return;
    event.preventDefault();
    region.scrollIntoView({ block: "nearest" });
    void test(button, region, fetch).then((tested) => {
      if (tested) return;
      // The draft is no stage yet: the page that the button leads to shows its problems.
      button.dataset.plain = "true";
      button.click();
    });
  });
}

enhanceTest(document);
