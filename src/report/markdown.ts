import type { Determination, FactEvidence, Lead, Outcome, Result, SubjectResult } from '../judge/result.ts'
import { todayOf } from '../law/crosswalk.ts'
import { fill, type Text } from '../law/text.ts'
import { type Course, coursesOf } from './book/trend.ts'
import { percent, percentOf, usesOf } from './book/use.ts'
import { BOOK_WORDS } from './book/words.ts'
import { instrumentTitle, provisionRef } from './instruments.ts'
import { languages, pick, type ReportLang } from './lang.ts'
import { markdownCode as code, markdownText } from './markdown-text.ts'
import { highlights, outline, READING_ORDER, tally } from './outline.ts'
import { shortVerdict, statusName, verdict } from './verdict.ts'
import { KIND_NAMES, METHOD_NAMES, WORDS } from './words.ts'

const ICONS: Readonly<Record<Outcome, string>> = {
  failed: '✖',
  cantTell: '?',
  passed: '✔',
  inapplicable: '–',
  untested: '○',
}
/** Evidence printed for one list; the rest is counted and stands in the JSON. */
const MOST_EVIDENCE = 20
/** Rows printed of one table; the JSON holds all. */
const MOST_ROWS = 100

/**
 * The report as GitHub-flavoured Markdown. Foreign text stands in code spans or is escaped.
 * @param lang `both` prints each text in Chinese, then in English
 */
export function toMarkdown(result: Result, lang: ReportLang = 'zh'): string {
  const write = new Writer(lang)
  write.line(`# ${write.say(WORDS.reportTitle)}`)
  write.quote([WORDS.selfCheck, fill(WORDS.lawOfDaySentence, { day: result.asOf }), WORDS.dispute])
  if (result.results.length > 1) index(write, result)
  for (const course of coursesOf(result.results)) courseReport(write, course)
  for (const subject of result.results) subjectReport(write, subject)
  about(write, result)
  return write.text()
}

/** Collects blocks; every text goes through it so that one place decides the language. */
class Writer {
  private readonly blocks: string[] = []
  private readonly lang: ReportLang

  constructor(lang: ReportLang) {
    this.lang = lang
  }

  /** One escaped line in the chosen language or languages. */
  say(text: Text): string {
    return markdownText(pick(text, this.lang))
  }

  line(block: string): void {
    this.blocks.push(block)
  }

  /** A labelled paragraph, one per language. */
  labelled(label: Text, text: Text): void {
    if (text.zh === '' && text.en === '') return
    for (const l of languages(this.lang)) {
      this.blocks.push(`**${markdownText(label[l])}**${l === 'zh' ? '：' : ': '}${markdownText(text[l])}`)
    }
  }

  quote(texts: readonly Text[]): void {
    const paragraphs = languages(this.lang).map((l) => texts.map((t) => markdownText(t[l])).join(l === 'zh' ? '' : ' '))
    this.blocks.push(paragraphs.map((p) => `> ${p}`).join('\n>\n'))
  }

  list(items: readonly string[]): void {
    if (items.length > 0) this.blocks.push(items.map((item) => `- ${item}`).join('\n'))
  }

  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
    this.blocks.push([row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n'))
  }

  text(): string {
    return `${this.blocks.join('\n\n')}\n`
  }
}

function index(write: Writer, result: Result): void {
  write.line(`## ${write.say(WORDS.subjects)}`)
  write.table(
    [write.say(WORDS.subject), write.say(WORDS.version), ...READING_ORDER.map((o) => write.say(shortVerdict(o)))],
    result.results.map(({ subject, determinations }) => {
      const counts = tally(determinations)
      return [code(subject.name), code(subject.version), ...READING_ORDER.map((o) => String(counts[o]))]
    }),
  )
}

function subjectReport(write: Writer, r: SubjectResult): void {
  const { subject } = r
  write.line(`## ${write.say(KIND_NAMES[subject.kind])} ${code(subject.name)} ${code(subject.version)}`)
  write.line(code(subject.id))
  const counts = tally(r.determinations)
  write.table(
    READING_ORDER.map((o) => `${ICONS[o]} ${write.say(shortVerdict(o))}`),
    [READING_ORDER.map((o) => String(counts[o]))],
  )
  const { failedNotInForce, cantTellWithLeads } = highlights(r)
  const notes: Text[] = []
  if (cantTellWithLeads > 0) notes.push(fill(WORDS.withLeads, { n: cantTellWithLeads }))
  if (failedNotInForce > 0) notes.push(fill(WORDS.notInForce, { n: failedNotInForce }))
  write.list(notes.map((note) => write.say(note)))
  bookReport(write, r)
  for (const section of outline(r.determinations)) {
    write.line(`### ${write.say(section.title)}`)
    write.table(
      [write.say(WORDS.provision), write.say(WORDS.outcome), write.say(WORDS.what)],
      section.groups.flatMap((group) =>
        group.determinations.map((d) => [
          markdownText(provisionRef(d.provision).ref),
          `${ICONS[d.outcome]} ${write.say(shortVerdict(d.outcome))}`,
          write.say(d.what),
        ]),
      ),
    )
    for (const group of section.groups) {
      const told = group.determinations.filter((d) => d.outcome === 'failed' || d.outcome === 'cantTell')
      if (told.length === 0) continue
      if (group.number) write.line(`#### ${group.number} ${write.say(group.title)}`)
      for (const d of told) determination(write, d)
    }
  }
  notExamined(write, r)
  write.line(`### ${write.say(WORDS.inputs)}`)
  write.table(
    [write.say(WORDS.name), 'SHA-256', write.say(WORDS.bytes)],
    subject.inputs.map((input) => [code(input.name), code(input.sha256), String(input.bytes)]),
  )
}

/** How far each limit of a loan book is used; nothing for other subjects. */
function bookReport(write: Writer, r: SubjectResult): void {
  const { book } = r
  if (!book) return
  const uses = usesOf(r)
  const W = BOOK_WORDS
  if (uses.length > 0) {
    write.line(`### ${write.say(W.uses)}`)
    write.table(
      [W.section, W.bank, W.partner, W.share, W.limit, W.part, W.whole, W.outcome].map((head) => write.say(head)),
      uses
        .slice(0, MOST_ROWS)
        .map((use) => [
          String(use.section),
          code(use.bank),
          use.partner === undefined ? write.say(W.all) : code(use.partner),
          markdownText(use.share === undefined ? '–' : percent(use.share)),
          markdownText(use.limit === undefined ? '–' : percentOf(use.limit)),
          use.part ?? '–',
          use.whole ?? '–',
          `${ICONS[use.outcome]} ${write.say(shortVerdict(use.outcome))}`,
        ]),
    )
    if (uses.length > MOST_ROWS) write.line(write.say(fill(W.more, { n: uses.length - MOST_ROWS })))
  }
  const earlier = book.partners.filter((one) => one.earlier.n > 0)
  if (earlier.length === 0) return
  write.line(`### ${write.say(W.runOff)}`)
  write.line(write.say(W.runOffNote))
  write.table(
    [W.bank, W.partner, W.loans, W.balance].map((head) => write.say(head)),
    earlier
      .slice(0, MOST_ROWS)
      .map((one) => [code(one.bank), code(one.partner ?? '?'), String(one.earlier.n), one.earlier.balance]),
  )
  if (earlier.length > MOST_ROWS) write.line(write.say(fill(W.more, { n: earlier.length - MOST_ROWS })))
}

/** A book judged on several days: each limit day by day, when it was first passed, and what runs off. */
function courseReport(write: Writer, { name, days, trends, runOff }: Course): void {
  const W = BOOK_WORDS
  write.line(`## ${write.say(W.trend)} ${code(name)}`)
  write.line(write.say(W.trendNote))
  write.table(
    [
      ...[W.section, W.bank, W.partner].map((head) => write.say(head)),
      ...days,
      ...[W.firstOver, W.firstFailed, W.firstIssued].map((head) => write.say(head)),
    ],
    trends
      .slice(0, MOST_ROWS)
      .map((one) => [
        String(one.section),
        code(one.bank),
        one.partner === undefined ? write.say(W.all) : code(one.partner),
        ...one.points.map(({ use }) =>
          markdownText(use?.share === undefined ? '–' : `${percent(use.share)}${use.over ? ' ▲' : ''}`),
        ),
        one.firstOver ?? '–',
        one.firstFailed ?? '–',
        one.firstIssued ?? '–',
      ]),
  )
  if (trends.length > MOST_ROWS) write.line(write.say(fill(W.more, { n: trends.length - MOST_ROWS })))
  if (runOff.length === 0) return
  write.line(`### ${write.say(W.runOff)}`)
  write.table(
    [write.say(W.bank), write.say(W.partner), ...days],
    runOff
      .slice(0, MOST_ROWS)
      .map((one) => [code(one.bank), code(one.partner ?? '?'), ...one.points.map((p) => `${p.balance} (${p.n})`)]),
  )
}

function determination(write: Writer, d: Determination): void {
  const { instrument, ref } = provisionRef(d.provision)
  write.line(`##### ${ICONS[d.outcome]} ${markdownText(ref)} ${write.say(d.what)}`)
  const marks = [verdict(d)]
  if (d.applies === 'by-reference') marks.push(WORDS.byReference)
  if (d.status !== 'in-force') marks.push(statusName(d.status))
  if (d.text === 'stale') marks.push(WORDS.textStale)
  write.line(marks.map((mark) => `**${write.say(mark)}**`).join(' · '))
  write.labelled(WORDS.why, d.why)
  write.labelled(WORDS.fix, d.fix)
  if (d.evidence.length > 0) {
    write.line(`**${write.say(WORDS.evidence)}**`)
    write.list(evidenceLines(write, d.evidence))
  }
  for (const lead of d.leads) leadBlock(write, lead)
  if (d.needs.length > 0) {
    write.line(`**${write.say(WORDS.needs)}**`)
    write.list(d.needs.map((need) => `${write.say(need.how)} ${code(need.fact)}`))
  }
  if (d.counts) {
    const counts = d.counts
    write.line(`**${write.say(WORDS.perEntity)}**`)
    write.list(READING_ORDER.map((o) => `${write.say(shortVerdict(o))} ${counts[o]}`))
  }
  if (d.reasons) {
    write.table(
      [write.say(WORDS.decisive), write.say(WORDS.records)],
      Object.entries(d.reasons).map(([leaf, n]) => [code(leaf), String(n)]),
    )
  }
  if (d.samples && d.samples.length > 0) {
    write.line(`**${write.say(WORDS.samples)}** ${d.samples.map(code).join(' ')}`)
  }
  write.labelled(WORDS.provision, {
    zh: `《${instrumentTitle(instrument).zh}》${ref}`,
    en: `${instrumentTitle(instrument).en}, ${ref}`,
  })
  const today = todayOf(d.provision)
  if (today.length > 0)
    write.labelled(WORDS.today, { zh: today.map((t) => t.zh).join('；'), en: today.map((t) => t.en).join('; ') })
}

function leadBlock(write: Writer, lead: Lead): void {
  write.labelled(WORDS.lead, lead.what)
  write.list(evidenceLines(write, lead.evidence))
}

function evidenceLines(write: Writer, all: readonly FactEvidence[]): readonly string[] {
  const lines = all.slice(0, MOST_EVIDENCE).map((e) => {
    const parts = [
      write.say(METHOD_NAMES[e.method]),
      code(e.fact),
      `${code(e.artifact)} ${code(e.locator)}`,
      ...(e.sdk === undefined ? [] : [`SDK ${code(e.sdk)}`]),
      ...(e.excerpt === undefined ? [] : [code(e.excerpt)]),
    ]
    const chain = e.path && e.path.length > 0 ? [`${write.say(WORDS.callChain)} ${e.path.map(code).join(' → ')}`] : []
    const guards = e.guards && e.guards.length > 0 ? [`${write.say(WORDS.guards)} ${e.guards.map(code).join(' ')}`] : []
    return [parts.join(' · '), ...chain, ...guards].join('\n  - ')
  })
  const rest = all.length - lines.length
  return rest > 0 ? [...lines, write.say({ zh: `另有 ${rest} 条，见 JSON`, en: `${rest} more, see the JSON` })] : lines
}

function notExamined(write: Writer, r: SubjectResult): void {
  write.line(`### ${write.say(WORDS.limits)}`)
  if (r.limits.length === 0) write.line(write.say(WORDS.noLimits))
  write.list(r.limits.map((limit) => write.say(limit)))
  if (!r.problems || r.problems.length === 0) return
  write.line(`### ${write.say(WORDS.problems)}`)
  write.table(
    [write.say(WORDS.problemCode), write.say(WORDS.artifact), write.say(WORDS.locator), write.say(WORDS.message)],
    r.problems.map((p) => [code(p.code), code(p.artifact), code(p.locator), write.say(p.message)]),
  )
}

function about(write: Writer, result: Result): void {
  write.line(`## ${write.say(WORDS.about)}`)
  write.table(
    [write.say(WORDS.tool), `Guiju ${markdownText(result.tool.version)}`],
    [
      [write.say(WORDS.rules), code(result.tool.rules)],
      [write.say(WORDS.asOf), markdownText(result.asOf)],
      [write.say(WORDS.calendarUntil), markdownText(result.tool.calendarUntil)],
      [write.say(WORDS.schema), markdownText(result.schema)],
    ],
  )
  write.line(`**${write.say(WORDS.disputeTitle)}**`)
  write.quote([WORDS.selfCheck, WORDS.dispute])
}
