import type { Evidence } from '../../facts/evidence.ts'
import type { RowRecorder } from '../../facts/reading.ts'
import type { PolicyScan } from '../policy/scan.ts'
import type { Wording, WordingSearch } from './wording.ts'

/** What a search for words over the texts of a package came to. */
export interface AppTexts {
  readonly artifact: string
  readonly hits: WordingSearch['hits']
  /** Where was looked, for evidence that nothing is there. */
  readonly places: string
  /** The package's texts were read and are the app's own: not finding words there is an indication. */
  readonly read: boolean
  /** Besides, there is no other place in the package where words may stand: not finding them is shown. */
  readonly complete: boolean
}

/** Records what the words on an app's screens say, compared with the policy where it was given. */
export function recordWording(texts: AppTexts, app: RowRecorder, policy: PolicyScan | undefined): void {
  const { artifact, hits } = texts
  const found = (name: Wording): Evidence[] => {
    const hit = hits[name]
    return hit ? [{ artifact, locator: hit.locator, excerpt: hit.text, method: 'static' }] : []
  }
  const nowhere: Evidence = {
    artifact,
    locator: texts.places,
    excerpt: '未见相应文字',
    method: 'static',
  }
  const point = (field: string, name: Wording, absenceCounts: boolean) => {
    if (hits[name]) app.indicate(field, true, ...found(name))
    else if (absenceCounts && texts.read) app.indicate(field, false, nowhere)
  }
  if (hits.policy) app.show('policyInApp', true, ...found('policy'))
  else if (texts.read) app.indicate('policyInApp', false, nowhere)
  if (texts.complete && !hits.anyConsent) app.show('consentWording', false, nowhere)
  else if (hits.anyConsent) app.indicate('consentWording', true, ...found('anyConsent'))
  point('policyPrompted', 'prompt', true)
  if (hits.implied) app.indicate('consentImplied', true, ...found('implied'))
  point('withdrawalOffered', 'withdraw', true)
  const targeting = hits.targetingSwitch !== undefined || (policy?.rights['opt-out-personalised'].present ?? false)
  if (targeting) app.indicate('personalisationOff', true, ...found('targetingSwitch'))
  else if (texts.read) app.indicate('personalisationOff', false, nowhere)
  if (hits.account) {
    app.indicate('hasAccounts', true, ...found('account'))
    point('closureOffered', 'closeAccount', true)
  }
  point('channelInApp', 'channel', true)
  const noneInPolicy = policy !== undefined && policy.unread.length === 0 && policy.channels.length === 0
  if (
    noneInPolicy &&
    policy.rights.complain.methods.length === 0 &&
    policy.length.chars >= 200 &&
    texts.complete &&
    !hits.anyChannel
  )
    app.show('channelPublished', false, nowhere, {
      artifact: policy.artifact,
      locator: '全文',
      excerpt: '未见电话、邮箱、地址、客服或其他渠道',
      method: 'text',
    })
}
