import { beforeEach, expect, test } from "vitest";
import { look, refresh, tell } from "../src/live";
import { morph } from "../src/morph";

const parse = (html: string): Document => new DOMParser().parseFromString(html, "text/html");

beforeEach(() => {
  document.body.innerHTML = "";
});

test("only the text that differs is touched", () => {
  document.body.innerHTML = `<table data-live="rows"><tbody><tr><td>oven</td><td>1</td></tr></tbody></table>`;
  const cells = document.querySelectorAll("td");
  const fresh = parse(`<table data-live="rows"><tbody><tr><td>oven</td><td>2</td></tr></tbody></table>`);
  expect(refresh(document, fresh)).toBe(true);
  expect(document.querySelectorAll("td")[0]).toBe(cells[0]);
  expect(document.querySelectorAll("td")[1]).toBe(cells[1]);
  expect(cells[1]?.textContent).toBe("2");
});

test("rows come and go", () => {
  document.body.innerHTML = `<ul data-live="x"><li>a</li><li>b</li></ul>`;
  refresh(document, parse(`<ul data-live="x"><li>a</li></ul>`));
  expect(document.querySelectorAll("li").length).toBe(1);
  refresh(document, parse(`<ul data-live="x"><li>a</li><li class="new">c</li></ul>`));
  expect(document.querySelector(".new")?.textContent).toBe("c");
});

test("attributes follow, but what a reader unfolded stays so", () => {
  document.body.innerHTML = `<details open class="a"></details>`;
  const details = document.querySelector("details")!;
  morph(details, parse(`<details class="b" title="t"></details>`).querySelector("details")!);
  expect(details.className).toBe("b");
  expect(details.hasAttribute("open")).toBe(true);
});

test("another kind of element is put in the place of the old one", () => {
  document.body.innerHTML = `<div><p>a</p></div>`;
  morph(document.querySelector("div")!, parse(`<div><em>b</em></div>`).querySelector("div")!);
  expect(document.body.innerHTML).toBe("<div><em>b</em></div>");
});

test("a server that is gone, and a page that is another one, are told apart", async () => {
  document.body.innerHTML = `<p data-live="x">1</p>`;
  const answer = (body: string, init?: ResponseInit) => async () => new Response(body, init);
  expect(await look(document, "/", answer(`<p data-live="x">2</p>`) as typeof fetch)).toBe("well");
  expect(document.querySelector("p")?.textContent).toBe("2");
  expect(await look(document, "/", answer("", { status: 503 }) as typeof fetch)).toBe("gone");
  expect(await look(document, "/", answer("<p>Sign in</p>") as typeof fetch)).toBe("other");
  expect(await look(document, "/", (() => Promise.reject(new TypeError())) as typeof fetch)).toBe("gone");
});

test("the matching notice is shown", () => {
  document.body.innerHTML = `<p data-notice="gone" hidden></p><p data-notice="other" hidden></p>`;
  tell(document, "gone");
  expect(Array.from(document.querySelectorAll<HTMLElement>("p")).map((p) => p.hidden)).toEqual([false, true]);
  tell(document, "well");
  expect(Array.from(document.querySelectorAll<HTMLElement>("p")).map((p) => p.hidden)).toEqual([true, true]);
});

test("a row with a key stays itself, with what is focused and unfolded in it, when others come before it", () => {
  document.body.innerHTML = `<table><tbody data-live="x">
    <tr data-key="a"><td><button>a</button></td></tr>
    <tr data-key="b"><td><button>b</button><details open></details></td></tr>
  </tbody></table>`;
  const button = document.querySelectorAll("button")[1]!;
  button.focus();
  const fresh = (keys: string[]): Document =>
    parse(
      `<table><tbody data-live="x">${keys
        .map((key) => `<tr data-key="${key}"><td><button>${key}</button><details></details></td></tr>`)
        .join("\n")}</tbody></table>`,
    );
  const shown = (): (string | null)[] => Array.from(document.querySelectorAll("tr"), (row) => row.textContent);
  refresh(document, fresh(["new", "a", "b"]));
  expect(shown()).toEqual(["new", "a", "b"]);
  refresh(document, fresh(["b", "new"]));
  expect(shown()).toEqual(["b", "new"]);
  expect(document.activeElement).toBe(button);
  expect(button.closest("tr")?.querySelector("details")?.hasAttribute("open")).toBe(true);
  refresh(document, fresh(["new"]));
  expect(shown()).toEqual(["new"]);
});

test("a list that empties, and one that fills, are taken as they come", () => {
  document.body.innerHTML = `<ul data-live="x"></ul>`;
  refresh(document, parse(`<ul data-live="x"><li data-key="1">a</li></ul>`));
  expect(document.querySelectorAll("li").length).toBe(1);
  refresh(document, parse(`<ul data-live="x"></ul>`));
  expect(document.querySelectorAll("li").length).toBe(0);
});

test("bars of a drawing are brought up to date in place", () => {
  document.body.innerHTML = `<div data-live="x"><svg viewBox="0 0 60 40"><path d="M0"/></svg></div>`;
  const path = document.querySelector("path")!;
  refresh(document, parse(`<div data-live="x"><svg viewBox="0 0 60 40"><path d="M1"/></svg></div>`));
  expect(document.querySelector("path")).toBe(path);
  expect(path.getAttribute("d")).toBe("M1");
  expect(document.querySelector("svg")?.getAttribute("viewBox")).toBe("0 0 60 40");
});

test("the notice of a server that is gone tells when it was last heard, and a server that hangs is gone", async () => {
  const page = (time: string): string => `<p data-notice="gone" hidden>since ${time}</p><p data-live="x">${time}</p>`;
  document.body.innerHTML = page("18:03:10");
  expect(await look(document, "/", (async () => new Response(page("18:03:12"))) as typeof fetch)).toBe("well");
  expect(document.querySelector("[data-notice]")?.textContent).toBe("since 18:03:12");
  let signal: AbortSignal | null | undefined;
  const hangs = (async (_: string, init: RequestInit) => {
    signal = init.signal;
    throw new DOMException("timed out", "TimeoutError");
  }) as unknown as typeof fetch;
  expect(await look(document, "/", hangs)).toBe("gone");
  expect(signal).toBeDefined();
  expect(document.querySelector("[data-notice]")?.textContent).toBe("since 18:03:12");
});
