import { GAP_STATES, GAP_WORDS } from '../../judge/gap.ts'
import { CLASS_WORDS, REQUIREMENT_CLASSES } from '../../law/catalogue.ts'
import { dayNumber } from '../../law/day.ts'
import {
  ASPECT_WORDS,
  GRADING_HARMS,
  GRADING_OBJECTS,
  type Grading,
  HARM_WORDS,
  levelOf,
  levelWord,
  OBJECT_WORDS,
} from '../../law/grading.ts'
import type { Text } from '../../law/text.ts'
import { html } from '../escape.ts'
import type { Lang } from '../lang.ts'
import type { GapOf, Remediation } from './gap.ts'
import { plainPage, tableOf } from './page.ts'

/** A day that something falls on in the year shown. */
export interface Due {
  readonly network: string
  readonly kind: 'certificate' | 'assessment' | 'plan' | 'correction'
  readonly what: Text
  readonly day: string
  /** The working day on or after it, and whether that may still move. */
  readonly workday?: string
  readonly provisional?: boolean
}

/** A step of a network's life with the day it was taken, where it was. */
export interface Step {
  readonly name: Text
  readonly day?: string
}

export interface Board {
  readonly operator: string
  readonly asOf: string
  readonly gradings: readonly {
    readonly id: string
    readonly name: string
    readonly grading: Grading
    readonly decided: string
  }[]
  readonly lives: readonly { readonly id: string; readonly name: string; readonly steps: readonly Step[] }[]
  readonly dues: readonly Due[]
  readonly gaps: readonly GapOf[]
  readonly work: readonly Remediation[]
}

const T = {
  title: { zh: '网络安全等级保护看板', en: 'Board of multi-level protection' },
  self: {
    zh: '自查，不是主管部门或者测评机构的结论。每个图都对应下方的数据行。',
    en: 'A self-check, no conclusion of an authority or an assessor. Each picture leads to the rows below it.',
  },
  grading: { zh: '定级', en: 'Grading' },
  maximum: { zh: '取较高者', en: 'the higher' },
  open: { zh: '未定', en: 'open' },
  decided: { zh: '运营者确定', en: 'decided by the operator' },
  lives: { zh: '生命周期', en: 'Life cycle' },
  year: { zh: '一年内到期', en: 'Due within a year' },
  radar: { zh: '十类要求', en: 'The ten classes' },
  heat: { zh: '网络 × 类', en: 'Networks × classes' },
  kanban: { zh: '整改', en: 'Remediation' },
  network: { zh: '网络', en: 'Network' },
  what: { zh: '事项', en: 'What' },
  day: { zh: '日期', en: 'Day' },
  workday: { zh: '顺延至工作日', en: 'Working day' },
  provisional: { zh: '（暂定，该年节假日未公布）', en: ' (provisional: the holidays of that year are not announced)' },
  owner: { zh: '责任人', en: 'Owner' },
  state: { zh: '状态', en: 'State' },
  age: { zh: '已过天数', en: 'Days since' },
  share: { zh: '符合', en: 'met' },
  none: { zh: '没有数据', en: 'no data' },
  columns: [
    { zh: '逾期', en: 'Overdue' },
    { zh: '待整改', en: 'To do' },
    { zh: '未定期限', en: 'No due day' },
    { zh: '已完成', en: 'Done' },
  ],
  late: { zh: '逾期', en: 'overdue' },
  days: { zh: '天', en: 'days' },
} as const

/** Pictures drawn for one board are kept to this many networks; the rows hold all. */
const MOST_DRAWN = 60

const round = (n: number): string => String(Math.round(n * 10) / 10)
const title = (text: string) => `<title>${html(text)}</title>`

/** The matrix of one aspect with the chosen cell filled. */
function matrix(grading: Grading, index: 0 | 1, at: number, lang: Lang): string {
  const part = grading.aspects[index]
  const parts = [`<text x="${at}" y="14" font-weight="600">${html(ASPECT_WORDS[part.aspect][lang])}</text>`]
  for (const [c, harm] of GRADING_HARMS.entries())
    parts.push(
      `<text x="${at + 110 + c * 62 + 29}" y="34" text-anchor="middle" class="soft">${html(HARM_WORDS[harm][lang].replace(/ ?damage|损害/g, ''))}</text>`,
    )
  for (const [r, object] of GRADING_OBJECTS.entries()) {
    parts.push(`<text x="${at}" y="${58 + r * 30}" class="soft">${html(OBJECT_SHORT[object][lang])}</text>`)
    for (const [c, harm] of GRADING_HARMS.entries()) {
      const on = part.decisive?.object === object && part.decisive.harm === harm
      const level = levelOf(grading.table, { object, harm })
      const [x, y] = [at + 110 + c * 62, 40 + r * 30]
      parts.push(
        `<g>${title(`${OBJECT_WORDS[object][lang]} · ${HARM_WORDS[harm][lang]} · ${levelWord(level)[lang]}`)}<rect x="${x}" y="${y}" width="58" height="26" class="box"${on ? ' style="fill:var(--mark)"' : ''}/><text x="${x + 29}" y="${y + 17}" text-anchor="middle"${on ? ' style="fill:var(--paper);font-weight:700"' : ''}>${on ? '✓ ' : ''}${level}</text></g>`,
      )
    }
  }
  return parts.join('')
}
const OBJECT_SHORT: Readonly<Record<(typeof GRADING_OBJECTS)[number], Text>> = {
  citizens: { zh: '公民、法人、组织', en: 'citizens, firms' },
  society: { zh: '社会秩序、公益', en: 'public order' },
  national: { zh: '国家安全', en: 'national security' },
}

export function gradingPicture(name: string, grading: Grading, decided: string, lang: Lang): string {
  const level = grading.proposed === undefined ? T.open[lang] : levelWord(grading.proposed)[lang]
  const label = `${name}: ${level}`
  return `<svg viewBox="0 0 760 140" width="760" role="img" aria-label="${html(label)}">${matrix(grading, 0, 0, lang)}${matrix(grading, 1, 315, lang)}<text x="690" y="52" text-anchor="middle" class="soft">${T.maximum[lang]}</text><rect x="630" y="62" width="120" height="34" class="box"/><text x="690" y="84" text-anchor="middle" font-weight="700" font-size="15">${html(level)}</text><text x="690" y="118" text-anchor="middle" class="soft">${html(T.decided[lang])} ${html(decided)}</text></svg>`
}

function stepper(steps: readonly Step[], asOf: string, lang: Lang): string {
  const width = 720 / steps.length
  const done = (step: Step) => step.day !== undefined && step.day <= asOf
  const parts = steps.map((step, i) => {
    const x = 20 + i * width + width / 2
    const line =
      i === 0
        ? ''
        : `<line x1="${round(x - width + 12)}" y1="22" x2="${round(x - 12)}" y2="22" class="${done(step) ? 'on' : 'line'}"/>`
    return `${line}<g>${title(`${step.name[lang]} ${step.day ?? '—'}`)}<circle cx="${round(x)}" cy="22" r="10" class="${done(step) ? 'mark' : 'box'}"/><text x="${round(x)}" y="26" text-anchor="middle"${done(step) ? ' style="fill:var(--paper)"' : ''}>${done(step) ? '✓' : i + 1}</text><text x="${round(x)}" y="50" text-anchor="middle">${html(step.name[lang])}</text><text x="${round(x)}" y="66" text-anchor="middle" class="soft">${html(step.day ?? '—')}</text></g>`
  })
  return `<svg viewBox="0 0 760 74" width="760" role="img" aria-label="${html(steps.map((s) => `${s.name[lang]} ${s.day ?? '—'}`).join(', '))}">${parts.join('')}</svg>`
}

const KIND_MARKS: Readonly<Record<Due['kind'], string>> = {
  certificate: '◆',
  assessment: '●',
  plan: '■',
  correction: '▲',
}

/** Twelve months from the day of the board, one line per network, each mark leading to its row. */
function gantt(dues: readonly Due[], asOf: string, lang: Lang): string {
  const names = [...new Set(dues.map((d) => d.network))].slice(0, MOST_DRAWN)
  const start = dayNumber(asOf)
  const x = (day: string) => 150 + (Math.min(372, Math.max(-6, dayNumber(day) - start)) / 366) * 590
  const months = Array.from({ length: 13 }, (_, i) => {
    const month = Number(asOf.slice(5, 7)) - 1 + i
    const first = `${Number(asOf.slice(0, 4)) + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
    return first
  }).filter((m) => m >= asOf)
  const height = 40 + names.length * 24
  const grid = months.map(
    (m) =>
      `<line x1="${round(x(m))}" y1="24" x2="${round(x(m))}" y2="${height - 8}" class="line"/><text x="${round(x(m))}" y="16" text-anchor="middle" class="soft">${m.slice(2, 7)}</text>`,
  )
  const rows = names.map((name, r) => {
    const y = 44 + r * 24
    const marks = dues.flatMap((due, i) =>
      due.network === name
        ? [
            `<a href="#due-${i}"><text x="${round(x(due.day))}" y="${y}" text-anchor="middle" font-size="15" style="fill:var(--${due.day < asOf ? 'bad' : due.kind === 'certificate' ? 'warn' : 'mark'})">${KIND_MARKS[due.kind]}${title(`${due.what[lang]} ${due.day}`)}</text></a>`,
          ]
        : [],
    )
    return `<text x="0" y="${y}">${html(name.length > 14 ? `${name.slice(0, 13)}…` : name)}</text><line x1="150" y1="${y - 5}" x2="745" y2="${y - 5}" class="line"/>${marks.join('')}`
  })
  return `<svg viewBox="0 0 760 ${height}" width="760" role="img" aria-label="${T.year[lang]}">${grid.join('')}<line x1="${round(x(asOf))}" y1="24" x2="${round(x(asOf))}" y2="${height - 8}" class="now"/>${rows.join('')}</svg>`
}

/** Share met of what applies, by class; a class without items is left out. */
function radar(of: GapOf, lang: Lang): string {
  const classes = REQUIREMENT_CLASSES.filter((c) => of.gap.classes[c].of > 0)
  if (classes.length < 3) return `<p class="soft">${T.none[lang]}</p>`
  const [cx, cy, r] = [230, 150, 100]
  const point = (i: number, share: number) => {
    const angle = (i / classes.length) * 2 * Math.PI - Math.PI / 2
    return [cx + Math.cos(angle) * r * share, cy + Math.sin(angle) * r * share] as const
  }
  const ring = (share: number) =>
    `<polygon points="${classes.map((_, i) => point(i, share).map(round).join(',')).join(' ')}" class="line"/>`
  const shares = classes.map((c) => of.gap.classes[c].met / of.gap.classes[c].of)
  const labels = classes.map((c, i) => {
    const [x, y] = point(i, 1.16)
    const anchor = Math.abs(x - cx) < 12 ? 'middle' : x > cx ? 'start' : 'end'
    const { met, of: all } = of.gap.classes[c]
    return `<a href="#heat-${html(of.id)}"><text x="${round(x)}" y="${round(y + 4)}" text-anchor="${anchor}">${html(CLASS_WORDS[c][lang])} ${met}/${all}</text></a>`
  })
  return `<svg viewBox="0 0 460 300" width="460" role="img" aria-label="${html(of.name)}">${[0.25, 0.5, 0.75, 1].map(ring).join('')}<polygon points="${shares.map((s, i) => point(i, s).map(round).join(',')).join(' ')}" class="area"/>${labels.join('')}</svg>`
}

/** Networks by classes: the fuller the cell, the more of what applies is met; the number stands in it. */
function heat(gaps: readonly GapOf[], lang: Lang): string {
  const drawn = gaps.slice(0, MOST_DRAWN)
  const height = 110 + drawn.length * 24
  const heads = REQUIREMENT_CLASSES.map(
    (c, i) => `<text transform="translate(${170 + i * 56},100) rotate(-40)">${html(CLASS_WORDS[c][lang])}</text>`,
  )
  const rows = drawn.map((one, r) => {
    const y = 110 + r * 24
    const cells = REQUIREMENT_CLASSES.map((c, i) => {
      const { met, of } = one.gap.classes[c]
      const share = of === 0 ? undefined : met / of
      const label = `${one.name} · ${CLASS_WORDS[c][lang]} · ${T.share[lang]} ${met}/${of}`
      return `<a href="#heat-${html(one.id)}"><g>${title(label)}<rect x="${150 + i * 56}" y="${y}" width="52" height="20" class="box"/>${share === undefined ? '' : `<rect x="${150 + i * 56}" y="${y}" width="${round(52 * share)}" height="20" style="fill:var(--good);fill-opacity:.45"/>`}<text x="${176 + i * 56}" y="${y + 14}" text-anchor="middle">${share === undefined ? '–' : `${met}/${of}`}</text></g></a>`
    })
    return `<text x="0" y="${y + 14}">${html(one.name.length > 13 ? `${one.name.slice(0, 12)}…` : one.name)}</text>${cells.join('')}`
  })
  return `<svg viewBox="0 0 790 ${height}" width="790" role="img" aria-label="${T.heat[lang]}">${heads.join('')}${rows.join('')}</svg>`
}

const columnOf = (one: Remediation): 0 | 1 | 2 | 3 => (one.done ? 3 : one.overdue ? 0 : one.due === '' ? 2 : 1)

function kanban(work: readonly Remediation[], asOf: string, lang: Lang): string {
  const columns = T.columns.map((name, c) => {
    const own = work.map((one, i) => [one, i] as const).filter(([one]) => columnOf(one) === c)
    const cards = own.slice(0, 12).map(([one, i]) => {
      const age = one.since === undefined ? '' : ` · ${dayNumber(asOf) - dayNumber(one.since)} ${T.days[lang]}`
      return `<a href="#work-${i}"${one.overdue && !one.done ? ' class="late"' : ''}><b>${html(one.network)}</b> ${html(one.item)}<br>${html(one.what[lang])}<br><small>${one.overdue && !one.done ? `⚠ ${T.late[lang]} ` : ''}${html(one.due)}${age}</small></a>`
    })
    const more = own.length - cards.length
    return `<div><b>${name[lang]} ${own.length}</b>${cards.join('')}${more > 0 ? `<small>+ ${more}</small>` : ''}</div>`
  })
  return `<div class="board">${columns.join('')}</div>`
}

/** The pictures of an inventory on one page, each with the rows it is drawn from. */
export function boardHtml(board: Board, lang: Lang): string {
  const { asOf } = board
  const sections: string[] = [
    `<h1>${T.title[lang]}</h1><p><b>${html(board.operator)}</b> · ${asOf}</p><p class="soft">${T.self[lang]}</p>`,
  ]
  if (board.gradings.length > 0)
    sections.push(
      `<h2>${T.grading[lang]}</h2>${board.gradings
        .slice(0, MOST_DRAWN)
        .map(
          (g) =>
            `<h3>${html(g.name)}</h3>${gradingPicture(g.name, g.grading, g.decided, lang)}<details><summary>${html(g.grading.why[lang].slice(0, 60))}…</summary><p>${html(g.grading.why[lang])}</p>${g.grading.warnings.map((w) => `<p>⚠ ${html(w[lang])}</p>`).join('')}</details>`,
        )
        .join('')}`,
    )
  sections.push(
    `<h2>${T.lives[lang]}</h2>${board.lives
      .slice(0, MOST_DRAWN)
      .map(
        (l) =>
          `<details${board.lives.length <= 6 ? ' open' : ''}><summary>${html(l.name)}</summary>${stepper(l.steps, asOf, lang)}</details>`,
      )
      .join('')}`,
  )
  if (board.dues.length > 0)
    sections.push(
      `<h2>${T.year[lang]}</h2>${gantt(board.dues, asOf, lang)}${tableOf(
        [T.network[lang], T.what[lang], T.day[lang], T.workday[lang]],
        board.dues.map((d, i) => ({
          id: `due-${i}`,
          cells: [
            d.network,
            `${KIND_MARKS[d.kind]} ${d.what[lang]}`,
            d.day,
            `${d.workday ?? ''}${d.provisional ? T.provisional[lang] : ''}`,
          ],
        })),
      )}`,
    )
  if (board.gaps.length > 0)
    sections.push(
      `<h2>${T.radar[lang]}</h2>${board.gaps
        .slice(0, MOST_DRAWN)
        .map(
          (g) =>
            `<details${board.gaps.length <= 3 ? ' open' : ''}><summary>${html(g.name)} ${g.gap.total.met}/${g.gap.total.of}</summary>${radar(g, lang)}</details>`,
        )
        .join('')}`,
      `<h2>${T.heat[lang]}</h2>${heat(board.gaps, lang)}${tableOf(
        [T.network[lang], ...GAP_STATES.map((s) => GAP_WORDS[s][lang])],
        board.gaps.map((g) => ({
          id: `heat-${g.id}`,
          cells: [g.name, ...GAP_STATES.map((s) => String(g.gap.total[s]))],
        })),
      )}`,
    )
  if (board.work.length > 0)
    sections.push(
      `<h2>${T.kanban[lang]}</h2>${kanban(board.work, asOf, lang)}${tableOf(
        [T.network[lang], '', T.what[lang], T.state[lang], T.owner[lang], T.day[lang]],
        board.work.map((one, i) => ({
          id: `work-${i}`,
          cells: [one.network, one.item, one.what[lang], one.state[lang], one.owner, one.due],
        })),
      )}`,
    )
  return plainPage(
    `${T.title[lang]} · ${board.operator}`,
    lang,
    sections.map((s) => `<section>${s}</section>`).join('\n'),
  )
}
