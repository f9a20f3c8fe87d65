import "./checks";
import { enhanceFields, enhanceSecrets, enhanceSummaries } from "./fields";
import { arrival, enhanceKeeping } from "./keep";
import "./messages";
import { enhanceKinds } from "./kinds";
import { enhancePaste } from "./paste";
import { enhanceRows } from "./rows";

export function enhanceForm(form: HTMLFormElement): void {
  const scripted = document.createElement("input");
  scripted.type = "hidden";
  scripted.name = "scripted";
  scripted.value = "true";
  form.append(scripted);
  enhanceKinds(form);
  form.querySelectorAll<HTMLElement>("[data-rows]").forEach(enhanceRows);
  enhancePaste(form);
  enhanceSecrets(form);
  enhanceSummaries(form);
  enhanceFields(form, fetch);
}

const form = document.querySelector<HTMLFormElement>("form[data-stage-form]");
if (form !== null) {
  enhanceForm(form);
  enhanceKeeping(form, sessionStorage, arrival());
}
