import type { ComponentChildren, VNode } from 'preact'
import { ROLE_IDS, roleName } from '../../src/law/role.ts'
import { fill, same, type Text } from '../../src/law/text.ts'
import type { Lang } from '../../src/report/lang.ts'
import type { Excerpt, LawFound, LawHit, LawList } from '../../src/report/law/found.ts'
import type { LawAsked } from '../../src/report/law/page.ts'
import { LAW_WORDS } from '../../src/report/law/page-words.ts'
import { MODALITY_NAMES } from '../../src/report/law-words.ts'
import { Raw, T } from '../report/text.tsx'
import { ASKABLE, Chip, lawHref, Standing } from './parts.tsx'

/** The box and the filters: a form that works without a script. */
export function Search({
  asked,
  lang,
  within,
  laws,
}: {
  asked: LawAsked
  lang: Lang
  within?: string
  laws?: LawList
}): VNode {
  return (
    <search>
      <form class="find" method="get" action={within === undefined ? '/law' : `/law/${encodeURIComponent(within)}`}>
        <div class="box">
          <label for="law-q" class="vh">
            <T text={LAW_WORDS.search} />
          </label>
          <input
            id="law-q"
            name="q"
            type="search"
            value={asked.q ?? ''}
            placeholder={LAW_WORDS.example[lang]}
            data-zh={LAW_WORDS.example.zh}
            data-en={LAW_WORDS.example.en}
            autocomplete="off"
            spellcheck={false}
            maxLength={200}
          />
          <button type="submit" formAction="/law">
            <T text={LAW_WORDS.go} />
          </button>
        </div>
        <div class="filters">
          <label>
            <T text={LAW_WORDS.day} />
            <input type="date" name="on" value={asked.on ?? ''} />
          </label>
          {laws && (
            <label>
              <T text={LAW_WORDS.instrument} />
              <select name="instrument">
                <Choice value="" text={LAW_WORDS.any} chosen={undefined} lang={lang} />
                {laws.instruments.map((it) => (
                  <Choice value={it.id} text={it.short} chosen={asked.instrument} lang={lang} />
                ))}
                {laws.laws.map((it) => (
                  <Choice
                    value={it.id}
                    text={same(`${it.title}${it.date ? ` ${it.date}` : ''}`)}
                    chosen={asked.instrument}
                    lang={lang}
                  />
                ))}
              </select>
            </label>
          )}
          <label>
            <T text={LAW_WORDS.modality} />
            <select name="modality">
              <Choice value="" text={LAW_WORDS.any} chosen={undefined} lang={lang} />
              {ASKABLE.map((m) => (
                <Choice value={m} text={MODALITY_NAMES[m]} chosen={asked.modality} lang={lang} />
              ))}
            </select>
          </label>
          <label>
            <T text={LAW_WORDS.bearer} />
            <select name="bearer">
              <Choice value="" text={LAW_WORDS.any} chosen={undefined} lang={lang} />
              {ROLE_IDS.map((id) => (
                <Choice value={id} text={roleName(id)} chosen={asked.bearer} lang={lang} />
              ))}
            </select>
          </label>
          <label class="tick">
            <input type="checkbox" name="deadline" value="any" checked={asked.deadline !== undefined} />
            <T text={LAW_WORDS.deadline} />
          </label>
          {within !== undefined && <input type="hidden" name="instrument" value={within} />}
          {lang === 'en' && <input type="hidden" name="lang" value="en" />}
        </div>
      </form>
    </search>
  )
}

/** A choice in both languages: the client script sets the one shown. */
function Choice({
  value,
  text,
  chosen,
  lang,
}: {
  value: string
  text: Text
  chosen: string | undefined
  lang: Lang
}): VNode {
  return (
    <option value={value} selected={value === chosen} data-zh={text.zh} data-en={text.en}>
      {text[lang]}
    </option>
  )
}

/** What a search found, each hit in both languages. */
export function Found({ found, asked, lang }: { found: LawFound; asked: LawAsked; lang: Lang }): VNode {
  const { total, hits, more, laws } = found
  const said = hits.length === 0 ? LAW_WORDS.none : fill(more ? LAW_WORDS.atLeast : LAW_WORDS.count, { n: total })
  return (
    <section aria-labelledby="found-h">
      <h2 id="found-h">
        <T text={said} />
      </h2>
      {laws.length > 0 && (
        <p class="titled">
          <T text={LAW_WORDS.titled} />
          {laws.map(({ id, title }) => (
            <a href={lawHref(id, asked, lang)}>
              <T text={{ zh: title.zh, en: title.en ?? title.zh }} />
            </a>
          ))}
        </p>
      )}
      <ol class="hits">
        {hits.map((hit) => (
          <Hit hit={hit} asked={asked} lang={lang} />
        ))}
      </ol>
    </section>
  )
}

function Hit({ hit, asked, lang }: { hit: LawHit; asked: LawAsked; lang: Lang }): VNode {
  const title: Text = { zh: hit.title.zh, en: hit.title.en ?? hit.title.zh }
  return (
    <li class={`row m-${hit.modalities[0] ?? 'none'}`}>
      <p class="head">
        <a href={lawHref(hit.ref, asked, lang)}>
          <T text={hit.label} />
        </a>{' '}
        <span class="of">
          <T text={title} />
        </span>
        <Standing standing={hit.standing} binding={hit.binding} />
        {hit.modalities.map((m) => (
          <Chip modality={m} />
        ))}
      </p>
      <div class="pair">
        <div lang="zh-CN">
          <Shown excerpt={hit.zh.text} gist={hit.zh.gist} />
        </div>
        <div lang="en-GB">
          <Shown excerpt={hit.en.text} gist={hit.en.gist} />
        </div>
      </div>
    </li>
  )
}

function Shown({ excerpt, gist }: { excerpt: Excerpt | null; gist: Excerpt | null }): VNode {
  return (
    <>
      {gist && (
        <p class="gist">
          <Marked excerpt={gist} />
        </p>
      )}
      {excerpt && (
        <p>
          <Marked excerpt={excerpt} />
        </p>
      )}
    </>
  )
}

function Marked({ excerpt: { text, marks } }: { excerpt: Excerpt }): VNode {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const [start, end] of marks) {
    parts.push(
      <Raw text={text.slice(at, start)} />,
      <mark>
        <Raw text={text.slice(start, end)} />
      </mark>,
    )
    at = end
  }
  return (
    <>
      {parts}
      <Raw text={text.slice(at)} />
    </>
  )
}
