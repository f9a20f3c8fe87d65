import "./checks";
import "./messages";
import { enhanceKinds } from "./kinds";
import { enhanceRows } from "./rows";

export function enhanceForm(form: HTMLFormElement): void {
  const scripted = document.createElement("input");
  scripted.type = "hidden";
  scripted.name = "scripted";
  scripted.value = "true";
  form.append(scripted);
  enhanceKinds(form);
  form.querySelectorAll<HTMLElement>("[data-rows]").forEach(enhanceRows);
}

const form = document.querySelector<HTMLFormElement>("form[data-stage-form]");
if (form !== null) enhanceForm(form);
