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
export const SIZE = 12.5
export const LINE = 16
export const PAD = 7
const ROOM = 26
/** Width of a box where so many stand side by side. */
const across = (n: number): number => Math.min(WIDEST, (WIDTH - GAP * (n - 1)) / n)

export interface Line {
  readonly text: string
  readonly kind: 'title' | 'soft' | 'plain'
}
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly lines: readonly Line[]
}
export interface Look {
  readonly fill: string
  readonly stroke: string
  readonly width: number
  /** Radius of the corners. */
  readonly round: number
}
/** A line that leads from one box to another: a cubic curve by its four points. */
export interface Curve {
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly color: string
}
/** Where everything of a diagram stands, in pixels. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly label: string
  readonly curves: readonly Curve[]
  readonly boxes: readonly { readonly box: Box; readonly look: Look; readonly tip?: string }[]
  readonly notes: readonly { readonly x: number; readonly y: number; readonly text: string }[]
}
interface Content {
  readonly key: string
  readonly texts: readonly Line[]
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
 * The diagram laid out: states as boxes from top to bottom, steps between them with who takes them, their number of
 * conditions and the provision; everything a step asks is in its tip.
 */
export function layoutOf(diagram: Diagram, lang: Lang): Layout {
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
  const curves = diagram.steps.flatMap((s) => {
    const own = boxes.get(`step ${s.id}`)!
    const color = s.mark === 'passed' ? '#1b6e3c' : '#6b7680'
    return [
      ...s.from.map((from) => curve(boxes.get(`state ${from}`)!, own, color)),
      curve(own, boxes.get(`state ${s.to}`)!, color),
    ]
  })
  const drawn = [
    ...diagram.states.map((s) => ({ box: boxes.get(`state ${s.id}`)!, look: stateLook(s.mark) })),
    ...diagram.steps.map((s) => ({
      box: boxes.get(`step ${s.id}`)!,
      look: stepLook(s.mark),
      tip: [s.title, ...s.guards].map(text).join('\n'),
    })),
  ]
  const any =
    diagram.anytime.length === 0
      ? []
      : wrapped(text(T.anytime) + diagram.anytime.map(text).join(lang === 'zh' ? '、' : ', '), WIDTH - 8)
  const notes = any.map((one, i) => ({ x: 4, y: y - ROOM + 22 + i * LINE, text: one }))
  const height = Math.ceil(y - ROOM + 8 + (any.length > 0 ? any.length * LINE + 12 : 0))
  const label = text(T.alt).replace('{title}', text(diagram.title))
  return { width: WIDTH, height, label, curves, boxes: drawn, notes }
}

/** The diagram as one SVG. No script, no style sheet. */
export function diagramSvg(diagram: Diagram, lang: Lang): string {
  const { width, height, label, curves, boxes, notes } = layoutOf(diagram, lang)
  const drawn = [
    ...curves.map(drawCurve),
    ...boxes.map(({ box, look, tip }) => drawBox(box, look, tip)),
    ...notes.map(({ x, y, text }) => words(x, y, text, 'plain')),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${html(label)}" font-family="'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif" font-size="${SIZE}"><rect width="${width}" height="${height}" fill="#fff"/><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="#6b7680"/></marker></defs>${drawn.join('')}</svg>`
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

function curve(from: Box, to: Box, color: string): Curve {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height]
  const [x2, y2] = [to.x + to.width / 2, to.y]
  const bend = Math.max(12, Math.abs(y2 - y1) / 2)
  const back = y2 < y1 ? -1 : 1
  return {
    points: [
      [x1, y1],
      [x1, y1 + bend],
      [x2, y2 - bend * back],
      [x2, y2],
    ],
    color,
  }
}

function drawCurve({ points, color }: Curve): string {
  const [start, ...rest] = points.map(([x, y]) => `${round(x)} ${round(y)}`)
  return `<path d="M${start}C${rest.join(' ')}" fill="none" stroke="${color}" stroke-width="1.2" marker-end="url(#arrow)"/>`
}

function drawBox(box: Box, look: Look, tip?: string): string {
  const lines = box.lines.map((one, i) => words(box.x + PAD, box.y + PAD + 12 + i * LINE, one.text, one.kind))
  return `<g>${tip === undefined ? '' : `<title>${html(tip)}</title>`}<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" rx="${look.round}" fill="${look.fill}" stroke="${look.stroke}" stroke-width="${look.width}"/>${lines.join('')}</g>`
}

const words = (x: number, y: number, text: string, kind: Line['kind']): string =>
  `<text x="${round(x)}" y="${round(y)}"${kind === 'title' ? ' font-weight="700"' : ''}${kind === 'soft' ? ' font-size="10"' : ''} fill="${kind === 'soft' ? '#5b6670' : '#1d2329'}">${html(text)}</text>`
