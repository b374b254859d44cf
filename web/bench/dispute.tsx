import type { VNode } from 'preact'
import { same } from '../../src/law/text.ts'
import { DISPUTE_WORDS as W } from '../../src/report/bench/dispute-words.ts'
import type { Frame, Screen } from '../../src/report/bench/screen.ts'
import { visible } from '../../src/report/visible.ts'
import { T } from '../report/text.tsx'
import { apiOf, Field, Finding, Option, Part, Send, Upload } from './parts.tsx'

type Of = Extract<Screen, { screen: 'result' }>

/** Disputes a finding with evidence: a case of its own, which somebody else reviews. */
export function Dispute({ of, frame }: { of: Of; frame: Frame }): VNode | null {
  const [r] = of.result.results
  const open = (r?.determinations ?? []).filter((d) => d.outcome === 'failed' || d.outcome === 'passed')
  if (open.length === 0) return null
  return (
    <Part id="dispute" title={W.title}>
      <p class="hint">
        <T text={W.lead} />
      </p>
      <details>
        <summary>
          <T text={W.open} />
        </summary>
        <Upload job="dispute" frame={frame} button={W.send} result={of.id} class="pairs">
          <Field label={W.finding}>
            <select name="rule">
              {open.map((d) => (
                <Finding of={d} lang={frame.lang} />
              ))}
            </select>
          </Field>
          <Field label={W.by}>
            <input name="by" required maxLength={100} value={frame.who?.name ?? ''} />
          </Field>
          <Field label={W.reasons}>
            <textarea name="reasons" required maxLength={2000} rows={3} />
          </Field>
          <Field label={W.proof}>
            <textarea name="proof" required maxLength={1000} rows={3} />
          </Field>
          <Field label={W.files}>
            <input type="file" name="evidence" multiple />
          </Field>
        </Upload>
      </details>
    </Part>
  )
}

const PARTS = Object.keys(W.parts) as (keyof typeof W.parts)[]

/** Says what is wrong in the table of SDKs, and hands over the file its maintainers take. */
export function SdkCorrection({ of, frame }: { of: Of; frame: Frame }): VNode | null {
  const [r] = of.result.results
  if (!r?.subject.kind.startsWith('app.')) return null
  const evidence = r.determinations.flatMap((d) => [...d.evidence, ...d.leads.flatMap((l) => l.evidence)])
  const sdks = [...new Set(evidence.flatMap((e) => e.sdk ?? []))].sort()
  return (
    <Part id="sdk" title={W.sdkTitle}>
      <details>
        <summary>
          <T text={W.sdkOpen} />
        </summary>
        <Send
          to={`POST ${apiOf(frame)}/results/${of.id}/sdk-corrections`}
          then="save sdk-correction.json"
          button={W.sdkSend}
          class="pairs"
        >
          <Field label={W.sdk}>
            <input name="sdk" list="sdks" required maxLength={200} />
          </Field>
          <datalist id="sdks">
            {sdks.map((name) => (
              <option value={visible(name)} />
            ))}
          </datalist>
          <Field label={W.part}>
            <select name="part">
              {PARTS.map((part) => (
                <Option value={part} text={W.parts[part] ?? same(part)} lang={frame.lang} />
              ))}
            </select>
          </Field>
          <Field label={W.shouldBe}>
            <textarea name="shouldBe" required maxLength={4000} rows={3} />
          </Field>
          <Field label={W.source}>
            <input name="source" required maxLength={1000} />
          </Field>
        </Send>
      </details>
    </Part>
  )
}
