import type { Stricter } from '../../judge/overlay.ts'

/** Numbers that regulators may tighten for the banks in their charge (section 7), and which way is stricter. */
export const LOCAL: Readonly<Record<string, Stricter>> = {
  'internet-lending.partner-share': 'greater',
  'internet-lending.single-partner': 'smaller',
  'internet-lending.all-partners': 'smaller',
}
