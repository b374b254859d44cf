import type { VNode } from 'preact'
import {
  ASPECT_WORDS,
  GRADING_ASPECTS,
  GRADING_HARMS,
  GRADING_OBJECTS,
  HARM_WORDS,
  OBJECT_WORDS,
} from '../../src/law/grading.ts'
import { fill, type Text } from '../../src/law/text.ts'
import { INVENTORY_WORDS as I } from '../../src/report/bench/inventory-words.ts'
import type { Frame, Screen } from '../../src/report/bench/screen.ts'
import { BENCH_WORDS as W } from '../../src/report/bench/words.ts'
import { T } from '../report/text.tsx'
import { apiOf, baseOf, Field, Option, Part } from './parts.tsx'

type Of = Extract<Screen, { screen: 'inventory' }>
type List = Of['lists'][number]
type Shown = List['fields'][number]

/** Fields of a network that are asked first; the others stand behind them. */
const FIRST = new Set([
  'id',
  'name',
  'kind',
  'level',
  'gradedOn',
  'designedOn',
  'liveOn',
  'retiredOn',
  'filedOn',
  'sectorOn',
  'ciiNotifiedOn',
])
const MOST_FIRST = 12

/** An inventory of networks as a form; the script of the page writes it as YAML. */
export function InventoryForm({ of, frame }: { of: Of; frame: Frame }): VNode {
  return (
    <>
      <h1>
        <T text={W.inventory} />
      </h1>
      <p class="hint">
        <T text={I.lead} />
      </p>
      <form class="inventory" data-inventory data-api={apiOf(frame)} data-base={baseOf(frame)}>
        <Field label={I.load}>
          <input type="file" data-load accept=".yaml,.yml,.json" />
        </Field>
        <Part id="operator" title={I.operator}>
          <div data-one="operator">
            <Fields of={of.operator} lang={frame.lang} />
          </div>
        </Part>
        {of.lists.map((list) => (
          <Part id={list.name} title={list.title}>
            <div data-list={list.name}>
              <div data-rows />
              <template>
                <Row of={list} lang={frame.lang} />
              </template>
              <button type="button" class="quiet" data-add>
                <T
                  text={{
                    zh: fill(I.add, { what: list.title.zh }).zh,
                    en: fill(I.add, { what: list.title.en }).en,
                  }}
                />
              </button>
              <label class="check">
                <input type="checkbox" data-complete={list.name} />{' '}
                <span>
                  <T text={I.complete} />
                </span>
              </label>
            </div>
          </Part>
        ))}
        <datalist id="network-ids" />
        <div class="actions">
          <button type="submit">
            <T text={I.start} />
          </button>
          <button type="button" class="quiet" data-validate>
            <T text={I.validate} />
          </button>
          <button type="button" class="quiet" data-download>
            <T text={I.download} />
          </button>
        </div>
        <p class="said" role="status" hidden />
        <ul class="problems" hidden />
      </form>
    </>
  )
}

function Row({ of, lang }: { of: List; lang: Frame['lang'] }): VNode {
  return (
    <fieldset data-row>
      <legend>
        <span data-number data-zh={I.row.zh} data-en={I.row.en} /> <T text={of.title} />
      </legend>
      {of.belongs && (
        <Field label={I.ofNetwork}>
          <input name="network" list="network-ids" maxLength={400} />
        </Field>
      )}
      <Fields of={of.fields} lang={lang} />
      {of.name === 'networks' && <Grading lang={lang} />}
      <button type="button" class="quiet" data-remove>
        <T text={I.remove} />
      </button>
    </fieldset>
  )
}

/** The first fields, and the others behind them where there are many. */
function Fields({ of, lang }: { of: readonly Shown[]; lang: Frame['lang'] }): VNode {
  const many = of.length > MOST_FIRST + 4
  const first = many
    ? of.filter((f, i) => (of.some((o) => o.name === 'gradedOn') ? FIRST.has(f.name) : i < MOST_FIRST))
    : of
  const rest = of.filter((f) => !first.includes(f))
  return (
    <>
      <div class="pairs">
        {first.map((f) => (
          <One of={f} lang={lang} />
        ))}
      </div>
      {rest.length > 0 && (
        <details>
          <summary>
            <T text={I.more} /> ({rest.length})
          </summary>
          <div class="pairs">
            {rest.map((f) => (
              <One of={f} lang={lang} />
            ))}
          </div>
        </details>
      )}
    </>
  )
}

const EMPTY: Text = { zh: '', en: '' }

function One({ of, lang }: { of: Shown; lang: Frame['lang'] }): VNode {
  const { name, title, type } = of
  const choices = Object.entries(of.choices)
  if (type === 'boolean' || choices.length > 0)
    return (
      <Field label={title}>
        <select name={name} data-type={type}>
          <Option value="" text={EMPTY} lang={lang} />
          {type === 'boolean' ? (
            <>
              <Option value="true" text={W.yes} lang={lang} />
              <Option value="false" text={W.no} lang={lang} />
            </>
          ) : (
            choices.map(([code, text]) => <Option value={code} text={text} lang={lang} />)
          )}
        </select>
      </Field>
    )
  if (type === 'text')
    return (
      <Field label={title}>
        <input name={name} data-type={type} maxLength={1000} />
      </Field>
    )
  return (
    <div class="or-none">
      <Field label={title}>
        <input
          name={name}
          data-type={type}
          type={type === 'date' ? 'date' : 'number'}
          min={type === 'date' ? undefined : 0}
        />
      </Field>
      <label class="check">
        <input type="checkbox" data-none={name} />{' '}
        <span>
          <T text={I.none} />
          <span class="vh">
            {': '}
            <T text={title} />
          </span>
        </span>
      </label>
    </div>
  )
}

function Grading({ lang }: { lang: Frame['lang'] }): VNode {
  return (
    <fieldset class="grading">
      <legend>
        <T text={I.grading} />
      </legend>
      <div class="pairs">
        {GRADING_ASPECTS.flatMap((aspect) =>
          (['object', 'harm'] as const).map((part) => (
            <Field
              label={{
                zh: `${ASPECT_WORDS[aspect].zh}：${I[part].zh}`,
                en: `${ASPECT_WORDS[aspect].en}: ${I[part].en}`,
              }}
            >
              <select data-grading={`${aspect}.${part}`}>
                <Option value="" text={EMPTY} lang={lang} />
                {part === 'object'
                  ? GRADING_OBJECTS.map((o) => <Option value={o} text={OBJECT_WORDS[o]} lang={lang} />)
                  : GRADING_HARMS.map((h) => <Option value={h} text={HARM_WORDS[h]} lang={lang} />)}
              </select>
            </Field>
          )),
        )}
      </div>
    </fieldset>
  )
}
