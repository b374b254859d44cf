import type { ComponentChildren, VNode } from 'preact'
import { render } from 'preact-render-to-string'
import type { Modality, Norm } from '../../src/law/instrument.ts'
import { roleName } from '../../src/law/role.ts'
import { fill, type Text } from '../../src/law/text.ts'
import { modalWords } from '../../src/law/wording.ts'
import type { Lang } from '../../src/report/lang.ts'
import { type LawDocument, type LawNode, nodesOf } from '../../src/report/law/document.ts'
import type { Cited, LawFound, LawList, ListedInstrument } from '../../src/report/law/found.ts'
import type { LawAsked, Surroundings } from '../../src/report/law/page.ts'
import { LAW_WORDS } from '../../src/report/law/page-words.ts'
import { page } from '../report/shell.tsx'
import { Code, Raw, T } from '../report/text.tsx'
import { ASKABLE, Chip, href, lawHref, Standing } from './parts.tsx'
import { Found, Search } from './search.tsx'
import { Words } from './words.tsx'

/** The library: what is there, or what a search found. */
export function libraryPage(list: LawList, asked: LawAsked, found: LawFound | undefined, lang: Lang): string {
  return lawShell(
    lang,
    LAW_WORDS.library,
    LAW_WORDS.library,
    <main class="wrap law" id="main" tabIndex={-1}>
      <h1>
        <T text={LAW_WORDS.library} />
      </h1>
      <Search asked={asked} lang={lang} laws={list} />
      <div id="found" aria-live="polite">
        {found && <Found found={found} asked={asked} lang={lang} />}
      </div>
      <section id="all" hidden={found !== undefined} aria-labelledby="all-h">
        <h2 id="all-h">
          <T text={fill(LAW_WORDS.onDay, { day: list.on })} />
        </h2>
        <Library list={list} asked={asked} lang={lang} />
      </section>
    </main>,
  )
}

/** What a search found, alone: put into the page while one types. */
export const foundFragment = (found: LawFound, asked: LawAsked, lang: Lang): string =>
  render(<Found found={found} asked={asked} lang={lang} />)

/** One instrument or law, both languages side by side. */
export function readerPage(document: LawDocument, around: Surroundings, asked: LawAsked, lang: Lang): string {
  const title: Text = { zh: document.title.zh, en: document.title.en ?? document.title.zh }
  const marked = document.imported.length > 0
  return lawShell(
    lang,
    title,
    LAW_WORDS.library,
    <div class="wrap law cols">
      <aside>
        <nav class="toc" aria-label={LAW_WORDS.contents[lang]}>
          <details>
            <summary>
              <T text={LAW_WORDS.contents} />
            </summary>
            <Contents nodes={document.provisions} />
          </details>
        </nav>
      </aside>
      <main id="main" tabIndex={-1}>
        <p class="crumb">
          <a href={href('/law', asked, lang)}>
            <T text={LAW_WORDS.library} />
          </a>
        </p>
        <h1>
          <T text={title} />
        </h1>
        <Identity document={document} />
        <Search asked={asked} lang={lang} within={document.id} />
        <div id="found" aria-live="polite" />
        {!marked && (
          <p class="notice">
            <T text={LAW_WORDS.gistsOnly} /> <code>guiju law import</code>
          </p>
        )}
        <ul class="legend">
          {ASKABLE.filter((m) =>
            [...nodesOf(document.provisions)].some((n) => modalitiesOf(n, document).includes(m)),
          ).map((m) => (
            <li class={`m-${m}`}>
              <Chip modality={m} />
            </li>
          ))}
        </ul>
        <div id="all">
          {document.provisions.map((node) => (
            <Provision node={node} document={document} around={around} asked={asked} lang={lang} level={2} />
          ))}
        </div>
      </main>
    </div>,
  )
}

function lawShell(lang: Lang, title: Text, heading: Text, children: ComponentChildren): string {
  return page({ lang, title, heading, foot: LAW_WORDS.foot, children, kind: 'law' })
}

function Library({ list, asked, lang }: { list: LawList; asked: LawAsked; lang: Lang }): VNode {
  return (
    <ul class="laws">
      {list.instruments.map((it) => (
        <li>
          <a href={href(`/law/${it.id}`, asked, lang)}>
            <T text={it.title} />
          </a>
          <p>
            <Standing standing={it.standing} binding={it.binding} />
            {it.excerpt && (
              <span class="chip">
                <T text={LAW_WORDS.excerpt} />
              </span>
            )}
            <State it={it} />
            <Code text={it.id} />
          </p>
        </li>
      ))}
      {list.laws.map((it) => (
        <li>
          <a href={href(`/law/${it.id}`, asked, lang)}>
            <Raw text={it.title} />
          </a>
          <p>
            {it.inForce && (
              <span class="chip">
                <T text={fill(LAW_WORDS.from, { day: it.inForce.from })} />
              </span>
            )}
            <span class="chip">
              <T text={fill(LAW_WORDS.articles, { n: it.articles })} />
            </span>
            <Code text={it.id} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function State({ it }: { it: ListedInstrument }): VNode {
  if (it.imported.length === 0)
    return (
      <span class="chip">
        <T text={LAW_WORDS.notImported} />
      </span>
    )
  if (it.text === 'stale')
    return (
      <span class="chip m-must-not">
        <T text={LAW_WORDS.stale} />
      </span>
    )
  return (
    <span class="chip m-may">
      <T text={it.text === 'match' ? LAW_WORDS.match : LAW_WORDS.imported} />
    </span>
  )
}

function Contents({ nodes }: { nodes: readonly LawNode[] }): VNode {
  return (
    <ol>
      {nodes.map((node) => (
        <li>
          <a href={`#${node.place}`}>
            <T text={node.name} />
            {node.gist && isHead(node) && (
              <small>
                <T text={node.gist} />
              </small>
            )}
          </a>
          {node.children.length > 0 && isHead(node) && (
            <Contents nodes={node.children.filter((c) => !/p\d+$/.test(c.place))} />
          )}
        </li>
      ))}
    </ol>
  )
}

/** A part or a chapter, whose own words are a heading. */
const isHead = (node: LawNode): boolean => node.children.length > 0 && !/^art|\.|^p\d/.test(node.place)

function Identity({ document }: { document: LawDocument }): VNode {
  const { instrument, inForce } = document
  const days = [
    ...(document.issued ? [fill(LAW_WORDS.issued, { day: document.issued })] : []),
    ...(inForce && document.binding ? [fill(LAW_WORDS.from, { day: inForce.from })] : []),
    ...(inForce?.until ? [fill(LAW_WORDS.until, { day: inForce.until })] : []),
  ]
  return (
    <div class="identity">
      <p>
        <Standing standing={document.standing} binding={document.binding} />
        {instrument?.number && <span>{instrument.number}</span>}
        {instrument?.issuers.map((issuer) => (
          <span>
            <T text={issuer} />
          </span>
        ))}
        {days.map((day) => (
          <span>
            <T text={day} />
          </span>
        ))}
      </p>
      {instrument?.excerpt && (
        <p>
          <T text={LAW_WORDS.excerptOf} /> <T text={instrument.excerpt} />
        </p>
      )}
      {instrument?.replacedBy.map((link) => (
        <p class="replaced">
          <b>
            <T text={LAW_WORDS.replacedBy} />
          </b>{' '}
          <T text={link.title} /> {link.number ?? ''} — <T text={link.known} />
        </p>
      ))}
      {instrument && (instrument.open.length > 0 || instrument.seeAlso.length > 0) && (
        <details>
          <summary>
            <T text={LAW_WORDS.open} />
          </summary>
          <ul>
            {instrument.seeAlso.map((link) => (
              <li>
                <T text={link.title} /> {link.number ?? ''} — <T text={link.known} />
              </li>
            ))}
            {instrument.open.map((open) => (
              <li>
                <T text={open.note} />
              </li>
            ))}
            <li>
              <T text={fill(LAW_WORDS.checked, { day: instrument.checkedOn })} /> <T text={instrument.source} />
            </li>
          </ul>
        </details>
      )}
    </div>
  )
}

/** By the norms of a provision; a law outside the library has none and is read by its set words. */
const modalitiesOf = (node: LawNode, document: LawDocument): readonly Modality[] => [
  ...new Set((document.instrument ? node.norms : modalWords(node.zh.text ?? '')).map(({ modality }) => modality)),
]

/** A law of which there is Chinese alone has one column. */
const isBilingual = (document: LawDocument): boolean => document.instrument !== undefined

interface ProvisionProps {
  readonly node: LawNode
  readonly document: LawDocument
  readonly around: Surroundings
  readonly asked: LawAsked
  readonly lang: Lang
  readonly level: number
}

function Provision({ node, document, around, asked, lang, level }: ProvisionProps): VNode {
  const first = modalitiesOf(node, document)[0]
  const head = isHead(node)
  const Tag = head ? 'h2' : 'p'
  return (
    <>
      <article
        class={`prov${head ? ' part' : ''} lv${Math.min(level, 4)} m-${first ?? 'none'}`}
        id={node.place}
        tabIndex={-1}
      >
        <Tag class="head">
          <a class="no" href={`#${node.place}`}>
            <T text={node.name} />
          </a>
          {node.en.printed !== undefined && (
            <span class="chip">
              <T
                text={
                  node.en.printed === '' ? LAW_WORDS.unnumbered : fill(LAW_WORDS.printed, { label: node.en.printed })
                }
              />
            </span>
          )}
          {node.zh.text !== null && node.zh.check === 'differs' && (
            <span class="chip m-must-not">
              <T text={LAW_WORDS.stale} />
            </span>
          )}
          {node.inForce && (
            <span class="chip">
              <T text={fill(LAW_WORDS.from, { day: node.inForce.from })} />
            </span>
          )}
          {modalitiesOf(node, document).map((m) => (
            <Chip modality={m} />
          ))}
        </Tag>
        <div class="pair">
          <div lang="zh-CN">
            <Column node={node} document={document} lang="zh" />
          </div>
          {isBilingual(document) && (
            <div lang="en-GB">
              <Column node={node} document={document} lang="en" />
            </div>
          )}
        </div>
        <More node={node} document={document} around={around} asked={asked} lang={lang} />
      </article>
      {node.children.map((child) => (
        <Provision node={child} document={document} around={around} asked={asked} lang={lang} level={level + 1} />
      ))}
    </>
  )
}

function Column({ node, document, lang }: { node: LawNode; document: LawDocument; lang: Lang }): VNode {
  const { text, missing } = node[lang]
  return (
    <>
      {text?.split('\n').map((line) => (
        <p>{isHead(node) ? <Raw text={line.trim()} /> : <Words text={line.trim()} lang={lang} />}</p>
      ))}
      {text === null && missing && (document.imported.includes(lang) || node[lang].missing) && (
        <p class="missing">{LAW_WORDS.missing[lang]}</p>
      )}
      {node.gist && !(text !== null && isHead(node)) && (
        <p class={text === null ? 'gist alone' : 'gist'}>{node.gist[lang]}</p>
      )}
    </>
  )
}

function More({ node, around, asked, lang, document }: Omit<ProvisionProps, 'level'>): VNode | null {
  const { cites = [], citedBy = [], rules = [] } = around.get(`${document.id}#${node.place}`) ?? {}
  const notes = [
    ...(node.norms.length > 0 ? [LAW_WORDS.norms] : []),
    ...(cites.length > 0 ? [fill(LAW_WORDS.cites, { n: cites.length })] : []),
    ...(citedBy.length > 0 ? [fill(LAW_WORDS.citedBy, { n: citedBy.length })] : []),
    ...(rules.length > 0 ? [fill(LAW_WORDS.rules, { n: rules.length })] : []),
  ]
  if (notes.length === 0) return null
  return (
    <details class="more">
      <summary>
        {notes.map((note) => (
          <span>
            <T text={note} />
          </span>
        ))}
      </summary>
      <ul class="norms">
        {node.norms.map((norm) => (
          <NormLine norm={norm} />
        ))}
      </ul>
      <Links title={LAW_WORDS.citesOf} of={cites} asked={asked} lang={lang} />
      <Links title={LAW_WORDS.citedByOf} of={citedBy} asked={asked} lang={lang} />
      {rules.length > 0 && (
        <p>
          <T text={LAW_WORDS.rulesOf} />{' '}
          {rules.map((id) => (
            <>
              <Code text={id} />{' '}
            </>
          ))}
        </p>
      )}
      {node.zh.hash && (
        <p class="hash">
          SHA-256 <Code text={node.zh.hash} />
        </p>
      )}
    </details>
  )
}

function NormLine({ norm }: { norm: Norm }): VNode {
  return (
    <li class={`m-${norm.modality}`}>
      {norm.bearer && (
        <b>
          <T text={roleName(norm.bearer)} />{' '}
        </b>
      )}
      <Chip modality={norm.modality} /> <T text={norm.act} />
      {norm.condition && (
        <span class="if">
          {' '}
          <T text={LAW_WORDS.where} /> <T text={norm.condition} />
        </span>
      )}
      {norm.sanction && (
        <span class="if">
          {' → '}
          <T text={norm.sanction} />
        </span>
      )}
    </li>
  )
}

function Links({
  title,
  of,
  asked,
  lang,
}: {
  title: Text
  of: readonly Cited[]
  asked: LawAsked
  lang: Lang
}): VNode | null {
  if (of.length === 0) return null
  return (
    <div class="links">
      <T text={title} />
      <ul>
        {of.map(({ ref, title: law, label }) => {
          const name: Text = {
            zh: `《${law.zh}》${label?.zh ?? ''}`,
            en: `${law.en ?? law.zh}${label ? `, ${label.en}` : ''}`,
          }
          return (
            <li>
              {ref === null ? (
                <T text={name} />
              ) : (
                <a href={lawHref(ref, asked, lang)}>
                  <T text={name} />
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
