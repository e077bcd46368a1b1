// Every page works without this file; with it, the parts below become easier to use.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { FastExit } from "./fast-exit.js";
import { QuietRadios } from "./quiet-radios.js";
import { QuietCheckboxes } from "./quiet-checkboxes.js";
import { SecurityKey } from "./security-key.js";
import { SessionWarning } from "./session-warning.js";

createAll(Button, { preventDoubleClick: true });
createAll(CharacterCount);
createAll(ErrorSummary);
createAll(FastExit);
createAll(NotificationBanner);
createAll(PasswordInput);
createAll(QuietRadios);
createAll(QuietCheckboxes);
createAll(ServiceNavigation);
createAll(SkipLink);
createAll(SecurityKey);
createAll(SessionWarning);
