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
