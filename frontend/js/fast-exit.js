import { ExitThisPage } from "govuk-frontend";

// Leaves in place of the present page: Back in the browser does not lead to the page that was left.
export class FastExit extends ExitThisPage {
  exitPage() {
    super.exitPage();
    window.location.replace(this.$button.href);
  }
}
