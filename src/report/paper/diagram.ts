import type { Diagram } from '../../judge/paper.ts'
import type { Text } from '../../law/text.ts'
import { html } from '../escape.ts'
import type { Lang } from '../lang.ts'

const T = {
  guards: { zh: '{n}项条件', en: '{n} conditions' },
  one: { zh: '1项条件', en: '1 condition' },
  free: { zh: '无先决条件', en: 'no condition' },
  anytime: { zh: '另有：', en: 'Also: ' },
  alt: { zh: '{title}：状态和步骤', en: '{title}: states and steps' },
} as const satisfies Readonly<Record<string, Text>>

const WIDTH = 760
const ACROSS = 4
const GAP = 14
const WIDEST = 250
const SIZE = 12.5
const LINE = 16
const PAD = 7
const ROOM = 26
/** Width of a box where so many stand side by side. */
const across = (n: number): number => Math.min(WIDEST, (WIDTH - GAP * (n - 1)) / n)

type Kind = 'title' | 'soft' | 'plain'
interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly lines: readonly { readonly text: string; readonly kind: Kind }[]
}
interface Content {
  readonly key: string
  readonly texts: readonly { readonly text: string; readonly kind: Kind }[]
}

/** A text broken into lines of a width in pixels: Chinese anywhere, other scripts at spaces. */
export function wrapped(text: string, width: number): string[] {
  const size = (one: string) => [...one].reduce((sum, c) => sum + (c > '⺀' ? SIZE : SIZE * 0.56), 0)
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[⺀-￿]|[^\s⺀-￿]+\s*|\s+/gu) ?? []) {
    if (line !== '' && size(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

/**
 * The diagram as one SVG: states as boxes from top to bottom, steps between them with who takes them, their number of
 * conditions and the provision; everything a step asks is in its tooltip. No script, no style sheet.
 */
export function diagramSvg(diagram: Diagram, lang: Lang): string {
  const text = (of: Text) => of[lang]
  const rows = [...new Set(diagram.states.map((s) => s.row))].sort((a, b) => a - b)
  const boxes = new Map<string, Box>()
  let y = 4
  const place = (all: readonly Content[]) => {
    for (let at = 0; at < all.length; at += ACROSS) {
      const row = all.slice(at, at + ACROSS)
      const width = across(row.length)
      const left = (WIDTH - row.length * width - (row.length - 1) * GAP) / 2
      const made = row.map(({ key, texts }, i): [string, Box] => {
        const lines = texts.flatMap(({ text: one, kind }) =>
          wrapped(one, kind === 'soft' ? 10_000 : width - 2 * PAD).map((line) => ({ text: line, kind })),
        )
        return [key, { x: left + i * (width + GAP), y, width, height: lines.length * LINE + 2 * PAD, lines }]
      })
      for (const [key, box] of made) boxes.set(key, box)
      y += Math.max(...made.map(([, box]) => box.height)) + (at + ACROSS < all.length ? GAP : ROOM)
    }
  }
  const state = (s: Diagram['states'][number]): Content => ({
    key: `state ${s.id}`,
    texts: [
      { text: text(s.title), kind: 'title' },
      ...s.steps.map((one) => ({ text: `↻ ${text(one)}`, kind: 'plain' as const })),
    ],
  })
  const step = (s: Diagram['steps'][number]): Content => {
    const n = s.guards.length
    const guards = n === 0 ? text(T.free) : n === 1 ? text(T.one) : text(T.guards).replace('{n}', String(n))
    return {
      key: `step ${s.id}`,
      texts: [
        { text: text(s.title), kind: 'title' },
        { text: `${text(s.who)} · ${guards}`, kind: 'plain' },
        { text: s.cites, kind: 'soft' },
      ],
    }
  }
  for (const row of rows) {
    place(diagram.steps.filter((s) => s.row === row).map(step))
    place(diagram.states.filter((s) => s.row === row).map(state))
  }
  const drawn = [
    ...diagram.steps.flatMap((s) => {
      const own = boxes.get(`step ${s.id}`)!
      const color = s.mark === 'passed' ? '#1b6e3c' : '#6b7680'
      return [
        ...s.from.map((from) => line(boxes.get(`state ${from}`)!, own, color)),
        line(own, boxes.get(`state ${s.to}`)!, color),
      ]
    }),
    ...diagram.states.map((s) => drawBox(boxes.get(`state ${s.id}`)!, stateLook(s.mark))),
    ...diagram.steps.map((s) =>
      drawBox(boxes.get(`step ${s.id}`)!, stepLook(s.mark), [s.title, ...s.guards].map(text).join('\n')),
    ),
  ]
  const any =
    diagram.anytime.length === 0
      ? []
      : wrapped(text(T.anytime) + diagram.anytime.map(text).join(lang === 'zh' ? '、' : ', '), WIDTH - 8)
  const notes = any.map((one, i) => words(4, y - ROOM + 22 + i * LINE, one, 'plain'))
  const height = y - ROOM + 8 + (any.length > 0 ? any.length * LINE + 12 : 0)
  const label = text(T.alt).replace('{title}', text(diagram.title))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" width="${WIDTH}" height="${Math.ceil(height)}" role="img" aria-label="${html(label)}" font-family="'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif" font-size="${SIZE}"><rect width="${WIDTH}" height="${Math.ceil(height)}" fill="#fff"/><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="#6b7680"/></marker></defs>${drawn.join('')}${notes.join('')}</svg>`
}

interface Look {
  readonly fill: string
  readonly stroke: string
  readonly width: number
  readonly round: number
}
const stateLook = (mark: 'now' | 'passed' | undefined): Look => ({
  fill: mark === 'now' ? '#dfeadf' : '#e8edf2',
  stroke: mark === undefined ? '#8a96a0' : '#1b6e3c',
  width: mark === 'now' ? 2.5 : 1,
  round: 10,
})
const stepLook = (mark: 'passed' | 'refused' | undefined): Look => ({
  fill: '#fff',
  stroke: mark === 'passed' ? '#1b6e3c' : mark === 'refused' ? '#b3261e' : '#b0b9c1',
  width: mark === undefined ? 1 : 2,
  round: 0,
})

const round = (n: number): string => String(Math.round(n * 10) / 10)

function line(from: Box, to: Box, color: string): string {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height]
  const [x2, y2] = [to.x + to.width / 2, to.y]
  const bend = Math.max(12, Math.abs(y2 - y1) / 2)
  const back = y2 < y1 ? -1 : 1
  return `<path d="M${round(x1)} ${round(y1)}C${round(x1)} ${round(y1 + bend)} ${round(x2)} ${round(y2 - bend * back)} ${round(x2)} ${round(y2)}" fill="none" stroke="${color}" stroke-width="1.2" marker-end="url(#arrow)"/>`
}

function drawBox(box: Box, look: Look, tip?: string): string {
  const lines = box.lines.map((one, i) => words(box.x + PAD, box.y + PAD + 12 + i * LINE, one.text, one.kind))
  return `<g>${tip === undefined ? '' : `<title>${html(tip)}</title>`}<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="${look.round}" fill="${look.fill}" stroke="${look.stroke}" stroke-width="${look.width}"/>${lines.join('')}</g>`
}

const words = (x: number, y: number, text: string, kind: 'title' | 'soft' | 'plain'): string =>
  `<text x="${round(x)}" y="${round(y)}"${kind === 'title' ? ' font-weight="700"' : ''}${kind === 'soft' ? ' font-size="10"' : ''} fill="${kind === 'soft' ? '#5b6670' : '#1d2329'}">${html(text)}</text>`
