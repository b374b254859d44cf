import ical, { ICalAlarmType } from 'ical-generator'
import type { Text } from '../law/text.ts'
import type { Lang } from './lang.ts'

/** Something owed by a day. */
export interface Owed {
  readonly case: string
  readonly title: Text
  readonly who: Text
  readonly due: string
  readonly why: Text
}

/** The morning of the day before, in hours before that day begins. */
const REMIND_HOURS = 15

/** One line of text: the library writes the name of a calendar as it is. */
const line = (text: string) => text.replace(/\p{Cc}+/gu, ' ')

/** Days by which something is owed as iCalendar (RFC 5545): whole days with a reminder, the same entries each time. */
export function toICalendar(name: string, items: readonly Owed[], on: string, lang: Lang): string {
  const calendar = ical({
    name: line(name),
    prodId: { company: 'guiju', product: 'guiju', language: lang === 'zh' ? 'ZH' : 'EN' },
  })
  const uses = new Map<string, number>()
  for (const { case: id, title, who, due, why } of items) {
    const what = `${id} ${title.en} ${due}`
    const n = uses.get(what) ?? 0
    uses.set(what, n + 1)
    calendar
      .createEvent({
        id: `${encodeURIComponent(what)}.${n}@guiju`,
        start: new Date(`${due}T00:00:00Z`),
        timezone: 'UTC',
        stamp: new Date(`${on}T00:00:00Z`),
        allDay: true,
        summary: `${title[lang]} · ${id}`,
        description: `${who[lang]} · ${why[lang]}`,
      })
      .createAlarm({ type: ICalAlarmType.display, triggerBefore: REMIND_HOURS * 3600 })
  }
  return calendar.toString()
}
