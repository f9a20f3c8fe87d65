import { offerCopies } from "./checks";

for (const list of Array.from(document.querySelectorAll<HTMLElement>("[data-commands]"))) {
  offerCopies(list, navigator.clipboard);
}
