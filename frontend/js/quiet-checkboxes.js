import { Checkboxes } from "govuk-frontend";

// As for radios: aria-expanded is not allowed on a checkbox input by the checker we are held to.
export class QuietCheckboxes extends Checkboxes {
  syncConditionalRevealWithInputState($input) {
    super.syncConditionalRevealWithInputState($input);
    $input.removeAttribute("aria-expanded");
  }
}
