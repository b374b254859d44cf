import act11 from './1.1-policy.ts'
import act12 from './1.2-first-run-prompt.ts'
import act13 from './1.3-reach.ts'
import act14 from './1.4-legibility.ts'
import act21 from './2.1-disclosure.ts'
import act22 from './2.2-change-notice.ts'
import act23 from './2.3-purpose-on-request.ts'
import act24 from './2.4-plain-language.ts'
import act31 from './3.1-before-consent.ts'
import act32 from './3.2-after-refusal.ts'
import act33 from './3.3-beyond-consent.ts'
import act34 from './3.4-default-consent.ts'
import act35 from './3.5-settings-reset.ts'
import act36 from './3.6-targeting-option.ts'
import act37 from './3.7-deception.ts'
import act38 from './3.8-withdrawal.ts'
import act39 from './3.9-own-rules.ts'
import act41 from './4.1-relevance.ts'
import act42 from './4.2-refusal-blocks.ts'
import act43 from './4.3-new-functions.ts'
import act44 from './4.4-frequency.ts'
import act45 from './4.5-forced-improvement.ts'
import act46 from './4.6-bundled-permissions.ts'
import act51 from './5.1-client-sharing.ts'
import act52 from './5.2-backend-sharing.ts'
import act53 from './5.3-third-party-apps.ts'
import act61 from './6.1-rights.ts'
import act62 from './6.2-conditions.ts'
import act63 from './6.3-response.ts'
import act64 from './6.4-completion.ts'
import act65 from './6.5-complaints.ts'

/** The 31 acts in the order of the instrument. */
export const acts = [
  act11,
  act12,
  act13,
  act14,
  act21,
  act22,
  act23,
  act24,
  act31,
  act32,
  act33,
  act34,
  act35,
  act36,
  act37,
  act38,
  act39,
  act41,
  act42,
  act43,
  act44,
  act45,
  act46,
  act51,
  act52,
  act53,
  act61,
  act62,
  act63,
  act64,
  act65,
]
