import { morph } from "./morph";

/** How long to wait after the last key before the rows are asked for, and between two looks while messages come in; milliseconds. */
export const PAUSE = 400;
export const LOOK = 500;

/** The panel of messages beside a form: brings its board up to date, and drops answers that a later one has overtaken. */
export class Board {
  private asked = 0;
  private shown = 0;

  constructor(
    private readonly panel: HTMLElement,
    private readonly form: HTMLFormElement,
    private readonly send: typeof fetch,
  ) {}

  get element(): HTMLElement {
    return this.panel.querySelector<HTMLElement>(".board")!;
  }

  /** Whether a listen is going on. */
  get going(): boolean {
    return ["connecting", "listening"].includes(this.element.dataset.state ?? "");
  }

  /** Whether there is anything that the form's content could change. */
  get busy(): boolean {
    const samples = this.panel.querySelector<HTMLTextAreaElement>("#samples")?.value ?? "";
    return samples.trim() !== "" || !this.element.classList.contains("bare");
  }

  say(text: string): void {
    const line = this.panel.querySelector("[data-said]");
    if (line !== null) line.textContent = text;
  }

  /** Sends the form as it stands and shows the board that comes. */
  async refresh(action = ""): Promise<void> {
    const turn = ++this.asked;
    const body = new URLSearchParams();
    new FormData(this.form).forEach((value, name) => body.append(name, String(value)));
    body.set("action", action);
    try {
      const answer = await this.send(this.panel.dataset.messages ?? "", { method: "POST", body, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const board = page.querySelector(".board");
      if (!answer.ok || answer.redirected || board === null) throw new Error(String(answer.status));
      if (turn < this.shown) return;
      this.shown = turn;
      morph(this.element, board);
    } catch {
      if (turn >= this.shown) this.lose();
    }
  }

  private lose(): void {
    delete this.element.dataset.state;
    this.say(this.panel.dataset.lost ?? "");
  }
}

/** Writes a column into the form's table of columns: into a row in which nothing stands, else into a new one. */
export function addColumn(form: HTMLElement, name: string, path: string): boolean {
  const table = form.querySelector<HTMLElement>('[data-rows="columns"]');
  if (table === null) return false;
  const blank = (row: Element) => cells(row).every((cell) => cell.value.trim() === "");
  const rows = () => Array.from(table.querySelectorAll("tbody tr")).filter((row) => cells(row).length > 1);
  let row = rows().find(blank);
  if (row === undefined) {
    table.querySelector<HTMLButtonElement>('button[value="add:columns"]')?.click();
    row = rows().at(-1);
    if (row === undefined || !blank(row)) return false;
  }
  const [first, second] = cells(row);
  if (first === undefined || second === undefined) return false;
  fill(first, name);
  fill(second, path);
  return true;
}

function cells(row: Element): HTMLInputElement[] {
  return ["name", "path"]
    .map((key) => row.querySelector<HTMLInputElement>(`input[name^="columns["][name$="].${key}"]`))
    .filter((cell) => cell !== null);
}

function fill(cell: HTMLInputElement, value: string): void {
  cell.value = value;
  for (const type of ["input", "change"]) cell.dispatchEvent(new Event(type, { bubbles: true }));
}

/** The button may scroll and take the focus on its way; a person who chooses fields stays where they are. */
function inPlace(button: HTMLElement, what: () => boolean): boolean {
  const { scrollX, scrollY } = window;
  const done = what();
  button.focus({ preventScroll: true });
  window.scrollTo(scrollX, scrollY);
  return done;
}

export function enhanceMessages(panel: HTMLElement, form: HTMLFormElement, send: typeof fetch): Board {
  const board = new Board(panel, form, send);
  let typing: ReturnType<typeof setTimeout> | undefined;
  let watching = false;

  const watch = async () => {
    if (watching) return;
    watching = true;
    while (board.going) {
      await new Promise((done) => setTimeout(done, LOOK));
      await board.refresh();
    }
    watching = false;
  };
  const soon = () => {
    clearTimeout(typing);
    if (board.busy) typing = setTimeout(() => void board.refresh(), PAUSE);
  };

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // Rows that were removed or moved, and keys that an editor takes for itself.
  form.addEventListener("keyup", (event) => {
    if (event.target instanceof Element && event.target.closest(".cm-editor") !== null) soon();
  });
  form.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button === null) return;
    if (button.hasAttribute("data-listen") || button.hasAttribute("data-stop")) {
      event.preventDefault();
      void board.refresh(button.value).then(watch);
    } else if (button.ariaDisabled === "true") {
      event.preventDefault();
    } else if (button.dataset.path !== undefined) {
      const { name = "", path } = button.dataset;
      // Without a table on this page the server adds it.
      if (!inPlace(button, () => addColumn(form, name, path))) return;
      event.preventDefault();
      board.say((panel.dataset.added ?? "").replace("{0}", name));
      clearTimeout(typing);
      void board.refresh();
    } else if (button.closest("[data-rows]") !== null) {
      soon();
    }
  });
  if (board.going) void watch();
  return board;
}

const panel = document.querySelector<HTMLElement>("[data-messages]");
const form = panel?.closest("form");
if (panel !== null && form) enhanceMessages(panel, form, (address, init) => fetch(address, init));
