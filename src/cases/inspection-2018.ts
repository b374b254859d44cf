import type { Handle } from '../facts/entity.ts'
import { type InspectionEvent, inspection, type inspectionEventEntity } from '../facts/inspection.ts'
import { all, any, named, not, today } from '../facts/terms.ts'
import type { Condition } from '../facts/tree.ts'
import { ref } from '../law/ref.ts'
import type { Guard } from './gate.ts'

/** What the inspection procedure of 2018 asks before each act of the public security organ. */

const is = (kind: InspectionEvent) => (event: Handle<typeof inspectionEventEntity>) => event.kind.is(kind)
const happened = (kind: InspectionEvent): Condition => inspection.events.some(is(kind))

const correctionEnd = inspection.events.latest((e) => e.until, is('order'), 'order')
/** A written request counts while the correction period runs. */
const early = (e: Handle<typeof inspectionEventEntity>) => all(e.kind.is('request'), e.on.onOrBefore(correctionEnd))
const requestReceived = inspection.events.latest((e) => e.on, early, 'request')
const reinspected = inspection.events.latest((e) => e.on, is('reinspection'), 'reinspection')

const art14 = ref('inspection-2018#art14')
const art18 = ref('inspection-2018#art18.p1')
const order = ref('inspection-2018#art19.p1')
const request = ref('inspection-2018#art19.p2')
const reinspection = ref('inspection-2018#art19.p3')

export const inspectionGuards: Readonly<Partial<Record<InspectionEvent, readonly Guard[]>>> = {
  inspection: [
    {
      step: {
        zh: '出示县级以上公安机关出具的监督检查通知书',
        en: 'show the notice of inspection of an organ at county level or above',
      },
      cites: art14,
      condition: happened('notice'),
    },
  ],
  order: [
    {
      step: { zh: '开展监督检查并制作监督检查记录', en: 'carry out the inspection and record it' },
      cites: art18,
      condition: happened('inspection'),
    },
  ],
  reinspection: [
    {
      step: { zh: '责令限期整改，并载明整改期限', en: 'order correction within a set time' },
      cites: order,
      condition: correctionEnd.exists(),
    },
    {
      step: {
        zh: '整改期限届满，或者收到书面提前复查申请',
        en: 'the correction period has ended, or a written request for earlier re-inspection was received',
      },
      cites: request,
      condition: any(
        named(today.after(correctionEnd), {
          cites: reinspection,
          say: { zh: '整改期限届满', en: 'the correction period has ended' },
        }),
        named(today.onOrAfter(requestReceived), {
          cites: request,
          say: { zh: '收到书面提前复查申请', en: 'a written request for earlier re-inspection was received' },
        }),
      ),
    },
    {
      step: {
        zh: '自整改期限届满或者收到提前复查申请之日起三个工作日内复查',
        en: 're-inspect within three working days of the end of the correction period or of the request',
      },
      cites: reinspection,
      condition: any(
        today.onOrBefore(requestReceived.plus({ parameter: 'inspection.reinspect' })),
        all(not(requestReceived.exists()), today.onOrBefore(correctionEnd.plus({ parameter: 'inspection.reinspect' }))),
      ),
      protects: true,
    },
  ],
  feedback: [
    {
      step: { zh: '完成复查', en: 'complete the re-inspection' },
      cites: reinspection,
      condition: reinspected.exists(),
    },
    {
      step: {
        zh: '复查结束后三个工作日内反馈复查结果',
        en: 'feed back the result within three working days of the end of the re-inspection',
      },
      cites: reinspection,
      condition: today.onOrBefore(reinspected.plus({ parameter: 'inspection.feedback' })),
      protects: true,
    },
  ],
}
