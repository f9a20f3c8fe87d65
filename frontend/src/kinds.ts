/**
 * Shows the fields that the chosen kind uses. A field of another kind stays where it holds a value that the page came
 * with or a problem: nothing that counts is hidden.
 */
export function showKind(form: HTMLElement, choice: HTMLSelectElement): void {
  const fields = form.querySelectorAll<HTMLElement>(`[data-kinds-of="${choice.name}"]`);
  for (const field of Array.from(fields)) {
    const used = (field.dataset.kinds ?? "").split(" ").includes(choice.value);
    const asLoaded = choice.value === choice.dataset.loaded;
    field.hidden = !(used || (asLoaded && field.hasAttribute("data-kept")));
  }
}

export function enhanceKinds(form: HTMLElement): void {
  const choices = form.querySelectorAll<HTMLSelectElement>("select[data-decides]");
  for (const choice of Array.from(choices)) {
    choice.dataset.loaded = choice.value;
    choice.addEventListener("change", () => showKind(form, choice));
    showKind(form, choice);
  }
}
