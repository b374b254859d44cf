import { visible } from './visible.ts'

/** Text in an element or attribute, hidden characters named. */
export const html = (raw: string): string =>
  visible(raw).replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]!)
