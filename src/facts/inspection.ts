import { entity, field, type Handle, handle } from './entity.ts'

/** An on-site inspection by a public security organ, as the list of what has happened so far. */

export const INSPECTION_EVENTS = ['notice', 'inspection', 'order', 'request', 'reinspection', 'feedback'] as const
export type InspectionEvent = (typeof INSPECTION_EVENTS)[number]

export const inspectionEventEntity = entity({
  name: 'event',
  title: { zh: '事项', en: 'event' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    /**
     * Notice of inspection shown; inspection ended and recorded; order to correct; written request for earlier
     * re-inspection received; re-inspection ended; its result fed back.
     */
    kind: field.choice({ zh: '事项类型', en: 'kind of event' }, INSPECTION_EVENTS),
    on: field.date({ zh: '日期', en: 'day' }),
    until: field.date({ zh: '整改期限届满日', en: 'last day of the correction period' }, { optional: true }),
    officers: field.decimal({ zh: '参加检查的人民警察人数', en: 'officers taking part' }, { minimum: 0 }),
  },
})

export const inspectionEntity = entity({
  name: 'inspection',
  title: { zh: '监督检查', en: 'inspection' },
  key: 'id',
  fields: { id: field.text({ zh: '案号', en: 'case number' }) },
  lists: { events: inspectionEventEntity },
  listHow: {
    events: { zh: '补齐监督检查的全部文书和日期', en: 'supply all documents of the inspection with their days' },
  },
})

export const inspection: Handle<typeof inspectionEntity> = handle(inspectionEntity)
