import type { ComponentChildren, VNode } from 'preact'
import type { Determination } from '../../src/judge/result.ts'
import { same, type Text } from '../../src/law/text.ts'
import { EXPORT_WORDS as X } from '../../src/report/bench/export-words.ts'
import type { Counts, FormField, Frame } from '../../src/report/bench/screen.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { provisionRef } from '../../src/report/instruments.ts'
import { READING_ORDER } from '../../src/report/outline.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { Icon } from '../report/icons.tsx'
import { Code, Raw, T } from '../report/text.tsx'

export const baseOf = (frame: Frame): string => `/w/${frame.workspace?.id ?? ''}`
export const apiOf = (frame: Frame): string => `/api/workspaces/${frame.workspace?.id ?? ''}`
export const can = (frame: Frame, right: string): boolean =>
  frame.who !== null && (frame.workspace?.rights.includes(right) ?? false)

/** Forms a paper is kept in. */
export const PAPERS: readonly (readonly [format: string, name: Text])[] = [
  ['html', same('HTML')],
  ['docx', X.word],
  ['pdf', same('PDF')],
]

/** A file of the server: a page is opened, anything else fetched, so that a refusal is said beside the link. */
export const FileLink = ({ to, format, name }: { to: string; format: string; name: Text }): VNode => (
  <a href={to} {...(format === 'html' ? {} : { 'data-file': true })}>
    <T text={name} />
  </a>
)

/** An option in the language of the page; the switch in the header changes its words. */
export function Option({
  value,
  text,
  lang,
  selected = false,
}: {
  value: string
  text: Text
  lang: Frame['lang']
  selected?: boolean
}): VNode {
  return (
    <option value={value} data-zh={text.zh} data-en={text.en} selected={selected}>
      {text[lang]}
    </option>
  )
}

/** A finding to choose. */
export function Finding({ of, lang }: { of: Determination; lang: Frame['lang'] }): VNode {
  const { ref } = provisionRef(of.provision)
  const word = shortVerdict(of.outcome)
  const text: Text = { zh: `${ref} ${of.what.zh}（${word.zh}）`, en: `${ref} ${of.what.en} (${word.en})` }
  return <Option value={of.rule} text={text} lang={lang} />
}

/** Uploads something rests on, to be downloaded by who may. */
export function Uploads({
  of,
  frame,
}: {
  of: readonly { readonly sha256: string; readonly name: string }[]
  frame: Frame
}): VNode {
  return (
    <>
      {of.map(({ sha256, name }) => (
        <p>
          {can(frame, 'write') ? (
            <a href={`${apiOf(frame)}/artifacts/${sha256}`}>
              <Raw text={name} />
            </a>
          ) : (
            <Raw text={name} />
          )}
        </p>
      ))}
    </>
  )
}

export function Field({ label, children }: { label: Text; children: ComponentChildren }): VNode {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span>
        <T text={label} />
      </span>
      {children}
    </label>
  )
}

/** A list that narrows a screen: none chosen is all. */
export function Filter({
  label,
  name,
  any,
  of,
  asked,
  lang,
}: {
  label: Text
  name: string
  any: Text
  of: readonly { readonly id: string; readonly name: Text }[]
  asked: string | undefined
  lang: Frame['lang']
}): VNode {
  return (
    <label>
      <span>
        <T text={label} />
      </span>
      <select name={name}>
        <Option value="" text={any} lang={lang} />
        {of.map((one) => (
          <Option value={one.id} text={one.name} lang={lang} selected={asked === one.id} />
        ))}
      </select>
    </label>
  )
}

/** Asks for a fact by its type; nothing said is no answer. `number` is the pattern of a number. */
export function FactInput({
  name,
  field,
  lang,
  number = '-?[0-9]+([.][0-9]+)?',
}: {
  name: string
  field: { readonly type: string } & Pick<FormField, 'choices'>
  lang: Frame['lang']
  number?: string
}): VNode {
  if (field.type === 'boolean')
    return (
      <select name={name} data-as="flag" data-optional>
        <Option value="" text={W.unsaid} lang={lang} />
        <Option value="true" text={W.yes} lang={lang} />
        <Option value="false" text={W.no} lang={lang} />
      </select>
    )
  const choices = Object.entries(field.choices)
  if (choices.length > 0)
    return (
      <select name={name} data-optional>
        <Option value="" text={W.unsaid} lang={lang} />
        {choices.map(([code, text]) => (
          <Option value={code} text={text} lang={lang} />
        ))}
      </select>
    )
  if (field.type === 'date') return <input type="date" name={name} data-optional />
  if (field.type === 'decimal')
    return <input name={name} inputMode="decimal" pattern={number} data-optional maxLength={30} />
  return <input name={name} data-optional maxLength={2000} />
}

interface SendProps {
  /** `POST /api/…` */
  readonly to: string
  /** `reload`, `show <name of a field of the answer>`, or an address with `{id}`. */
  readonly then: string
  readonly button: Text
  readonly sure?: Text
  readonly quiet?: boolean
  readonly class?: string
  readonly children?: ComponentChildren
}

/** A form that is sent as JSON by the script of the page. */
export function Send({ to, then, button, sure, quiet = false, children, ...rest }: SendProps): VNode {
  return (
    <form
      class={`send ${rest.class ?? ''}`}
      data-send={to}
      data-then={then}
      {...(sure ? { 'data-sure-zh': sure.zh, 'data-sure-en': sure.en } : {})}
    >
      {children}
      <button type="submit" class={quiet ? 'quiet' : undefined}>
        <T text={button} />
      </button>
      <p class="said" role="status" hidden />
    </form>
  )
}

interface UploadProps {
  /** What the script of the page does with it. */
  readonly job: string
  readonly frame: Frame
  readonly button: Text
  /** The result it is about. */
  readonly result?: string
  readonly id?: string
  readonly class?: string
  readonly children: ComponentChildren
}

/** A form whose files the script of the page uploads before it sends what the rest of it says. */
export function Upload({ job, frame, button, result, id, children, ...rest }: UploadProps): VNode {
  return (
    <form
      id={id}
      class={`upload ${rest.class ?? ''}`}
      data-job={job}
      data-api={apiOf(frame)}
      data-base={baseOf(frame)}
      data-result={result}
    >
      {children}
      <button type="submit">
        <T text={button} />
      </button>
      <p class="said" role="status" hidden />
    </form>
  )
}

/** Outcomes as icon, word for screen readers, and number; nothing for none. */
export function Tallies({ counts }: { counts: Counts }): VNode {
  return (
    <span class="tallies">
      {READING_ORDER.filter((o) => counts[o] > 0).map((o) => (
        <span class={`o-${o}`}>
          <Icon name={o} />
          <span class="vh">
            <T text={shortVerdict(o)} />
          </span>
          <b>{counts[o]}</b>
        </span>
      ))}
    </span>
  )
}

/** Each outcome with its share of the whole. */
export function Bar({ counts }: { counts: Counts }): VNode {
  const all = READING_ORDER.reduce((sum, o) => sum + counts[o], 0)
  let x = 0
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {READING_ORDER.map((o) => {
        const width = all === 0 ? 0 : (counts[o] / all) * 100
        x += width
        return <rect class={`o-${o}`} x={(x - width).toFixed(2)} y="0" width={width.toFixed(2)} height="6" />
      })}
    </svg>
  )
}

/** Subjects by the outcomes of their latest result. */
export const STATES = [
  { id: 'failed', name: W.withFailed },
  { id: 'cantTell', name: W.withCantTell },
] as const

/** A provision that opens in the reader of the law. */
export function Provision({ of, lang }: { of: string; lang: Frame['lang'] }): VNode {
  const { instrument, ref } = provisionRef(of)
  return (
    <a class="prov-link" href={`/law/${instrument}${lang === 'en' ? '?lang=en' : ''}#${ref}`}>
      <Code text={of} />
    </a>
  )
}

/** One thing and what is said of it, of a list of such. */
export function Pair({ name, children }: { name: Text; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>
        <T text={name} />
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A part of a screen under its own heading. */
export function Part({ id, title, children }: { id: string; title: Text; children: ComponentChildren }): VNode {
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>
        <T text={title} />
      </h2>
      {children}
    </section>
  )
}
