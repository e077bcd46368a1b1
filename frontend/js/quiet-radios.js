import { Radios } from "govuk-frontend";

// Upstream marks radio inputs with aria-expanded, which ARIA does not allow on them
// (alphagov/govuk-frontend issue 979). The reveal itself is kept.
export class QuietRadios extends Radios {
  syncConditionalRevealWithInputState($input) {
    super.syncConditionalRevealWithInputState($input);
    $input.removeAttribute("aria-expanded");
  }
}
