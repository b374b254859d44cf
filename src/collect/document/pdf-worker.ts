import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { cutAtBlanks } from './pdf-lines.ts'
import type { PdfItem, PdfLink, PdfPage, PdfRule, PdfTag } from './pdf-page.ts'

/** Sent to the reader; what was sent stays valid when the thread is stopped. */
export type PdfMessage =
  | { readonly kind: 'pages'; readonly count: number; readonly title: string }
  | { readonly kind: 'page'; readonly page: PdfPage }
  | { readonly kind: 'fault'; readonly page: number; readonly why: string }
  | { readonly kind: 'refused'; readonly why: 'encrypted' | 'broken' }
  | { readonly kind: 'end' }

export interface PdfTask {
  readonly bytes: Uint8Array
  readonly pages: number
  /** Text items, rules and tags per page. */
  readonly items: number
}

const task = workerData as PdfTask
const send = (message: PdfMessage): void => parentPort!.postMessage(message)

// The display half of pdf.js names these when it loads; reading text needs none of them.
for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) (globalThis as Record<string, unknown>)[name] ??= class {}

const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
const home = new URL('.', import.meta.resolve('pdfjs-dist/package.json'))
const folder = (name: string): string => fileURLToPath(new URL(`${name}/`, home))

type Proxy = Awaited<ReturnType<typeof pdfjs.getDocument>['promise']>
type Page = Awaited<ReturnType<Proxy['getPage']>>
type Matrix = readonly [number, number, number, number, number, number]

const loading = pdfjs.getDocument({
  data: task.bytes,
  cMapUrl: folder('cmaps'),
  cMapPacked: true,
  standardFontDataUrl: folder('standard_fonts'),
  useSystemFonts: false,
  disableFontFace: true,
  useWasm: false,
  useWorkerFetch: false,
  enableXfa: false,
  // Pictures are never decoded.
  maxImageSize: 0,
  stopAtErrors: false,
  verbosity: 0,
})
async function readPage(page: Page, number: number): Promise<PdfPage> {
  const viewport = page.getViewport({ scale: 1 })
  const view = viewport.transform as unknown as Matrix
  const tree = await page.getStructTree().catch(() => null)
  const tags = tree === null ? undefined : tagOf(tree as StructNode, { left: task.items })
  const marked = tags !== undefined
  const content = await page.getTextContent({ includeMarkedContent: marked, disableNormalization: false })
  const items: PdfItem[] = []
  const marks: (string | undefined)[] = []
  for (const item of content.items) {
    if (items.length >= task.items) throw new Error('too many text items')
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') marks.pop()
      else marks.push((item as { id?: string }).id ?? marks.at(-1))
      continue
    }
    if (item.str.trim() === '') continue
    const matrix = multiply(view, item.transform as unknown as Matrix)
    const size = Math.hypot(matrix[2], matrix[3])
    // Text that stands askew is a watermark or a stamp.
    if (!(size > 0) || Math.abs(matrix[1]) > Math.abs(matrix[0]) * 0.1 || matrix[0] < 0) continue
    const mark = marks.at(-1)
    const whole = {
      text: item.str,
      x: matrix[4],
      y: matrix[5],
      width: item.width,
      size,
      bold: isBold(page, item.fontName),
      ...(mark === undefined ? {} : { mark }),
    }
    items.push(...cutAtBlanks(whole))
  }
  const bodyTags = tags !== undefined && items.filter((item) => item.mark !== undefined).length > items.length * 0.8
  // Makers leave tables untagged that have no header cells: then lines and places have to show them.
  const drawn = bodyTags && hasTable(tags) ? { rules: [], dots: [], any: true } : await drawing(page, view)
  const links: PdfLink[] = []
  for (const one of (await page.getAnnotations()).slice(0, 2000) as Annotation[]) {
    const href = one.url ?? one.unsafeUrl
    if (typeof href !== 'string' || !one.rect) continue
    const [a, b] = [at(view, one.rect[0]!, one.rect[1]!), at(view, one.rect[2]!, one.rect[3]!)]
    links.push({ id: one.id, href: href.slice(0, 500), ...boxOf([a, b]) })
  }
  return {
    number,
    width: viewport.width,
    height: viewport.height,
    items,
    rules: drawn.rules,
    dots: drawn.dots,
    links,
    drawn: items.length === 0 && drawn.any,
    ...(bodyTags && tags ? { tags } : {}),
  }
}

interface Annotation {
  readonly id: string
  readonly url?: string
  readonly unsafeUrl?: string
  readonly rect?: readonly number[]
}

const BOLD = /bold|black|heavy|semibold|medium|simhei|黑体/i

function isBold(page: Page, font: string): boolean {
  try {
    const known = page.commonObjs.has(font)
      ? (page.commonObjs.get(font) as { name?: string; bold?: boolean })
      : undefined
    return known?.bold === true || BOLD.test(known?.name ?? '')
  } catch {
    return false
  }
}

interface StructNode {
  readonly role?: string
  readonly type?: string
  readonly id?: string
  readonly children?: readonly StructNode[]
}

function tagOf(node: StructNode, budget: { left: number }, depth = 0): PdfTag | undefined {
  if (depth > 60) return undefined
  const children: PdfTag['children'][number][] = []
  for (const child of node.children ?? []) {
    budget.left -= 1
    if (budget.left < 0) break
    if (child.type === 'content' && child.id !== undefined) children.push({ mark: child.id })
    else if (child.type === 'annotation' && child.id !== undefined) children.push({ link: child.id })
    else if (child.role !== undefined) {
      const made = tagOf(child, budget, depth + 1)
      if (made) children.push(made)
    }
  }
  return { role: node.role ?? '', children }
}

const hasTable = (tag: PdfTag): boolean =>
  tag.role === 'Table' || tag.children.some((child) => 'role' in child && hasTable(child))

const multiply = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[2] * b[1],
  a[1] * b[0] + a[3] * b[1],
  a[0] * b[2] + a[2] * b[3],
  a[1] * b[2] + a[3] * b[3],
  a[0] * b[4] + a[2] * b[5] + a[4],
  a[1] * b[4] + a[3] * b[5] + a[5],
]
const at = (m: Matrix, x: number, y: number): readonly [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
]
const boxOf = (points: readonly (readonly [number, number])[]): PdfRule => ({
  x0: Math.min(...points.map((p) => p[0])),
  y0: Math.min(...points.map((p) => p[1])),
  x1: Math.max(...points.map((p) => p[0])),
  y1: Math.max(...points.map((p) => p[1])),
})

/** A line thinner than this is a rule; a shape smaller than `DOT` may be a bullet. */
const THIN = 2.5
const DOT = 8
const MOST = 20_000

/** Straight lines, edges of boxes, and small shapes that a page draws. */
async function drawing(
  page: Page,
  view: Matrix,
): Promise<{ rules: PdfRule[]; dots: { x: number; y: number }[]; any: boolean }> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const { OPS } = pdfjs
  const rules: PdfRule[] = []
  const dots: { x: number; y: number }[] = []
  let any = false
  let matrix = view
  const saved: Matrix[] = []
  const rule = (box: PdfRule) => {
    if (rules.length < MOST) rules.push(box)
  }
  for (const [i, op] of fnArray.entries()) {
    const args = argsArray[i] as unknown[]
    switch (op) {
      case OPS.save:
        if (saved.length < 1000) saved.push(matrix)
        break
      case OPS.restore:
        matrix = saved.pop() ?? view
        break
      case OPS.transform:
        any = true
        matrix = multiply(matrix, args as unknown as Matrix)
        break
      case OPS.paintFormXObjectBegin:
        if (saved.length < 1000) saved.push(matrix)
        if (Array.isArray(args?.[0])) matrix = multiply(matrix, args[0] as unknown as Matrix)
        break
      case OPS.paintFormXObjectEnd:
        matrix = saved.pop() ?? view
        break
      case OPS.constructPath: {
        any = true
        const painted = args[0] as number
        const stroked = painted === OPS.stroke || painted === OPS.closeStroke || isBoth(painted)
        const filled = painted === OPS.fill || painted === OPS.eoFill || isBoth(painted)
        if (!stroked && !filled) break
        for (const points of subpaths((args[1] as unknown[])?.[0])) {
          const box = boxOf(points.points.map(([x, y]) => at(matrix, x, y)))
          const [width, height] = [box.x1 - box.x0, box.y1 - box.y0]
          if (width <= THIN || height <= THIN) {
            if (width > DOT || height > DOT) rule(box)
            else if (filled) dots.push({ x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 })
          } else if (width <= DOT && height <= DOT) dots.push({ x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 })
          else if (!points.curved && stroked)
            for (const [from, to] of pairs(points.points)) rule(boxOf([at(matrix, ...from), at(matrix, ...to)]))
          else if (!points.curved && filled) {
            rule({ ...box, y1: box.y0 })
            rule({ ...box, y0: box.y1 })
            rule({ ...box, x1: box.x0 })
            rule({ ...box, x0: box.x1 })
          }
        }
        break
      }
      default:
    }
    function isBoth(painted: number): boolean {
      return (
        painted === OPS.fillStroke ||
        painted === OPS.eoFillStroke ||
        painted === OPS.closeFillStroke ||
        painted === OPS.closeEOFillStroke
      )
    }
  }
  return { rules, dots: dots.slice(0, MOST), any }
}

type Point = readonly [number, number]

const pairs = (points: readonly Point[]): [Point, Point][] =>
  points.slice(1).flatMap((to, i) => {
    const from = points[i]!
    return Math.abs(from[0] - to[0]) < 0.5 || Math.abs(from[1] - to[1]) < 0.5 ? [[from, to] as [Point, Point]] : []
  })

/** Parts of a path as pdf.js packs them: 0 move, 1 line, 2 cubic, 3 quadratic, 4 close. */
function subpaths(packed: unknown): { points: Point[]; curved: boolean }[] {
  if (packed === null || typeof packed !== 'object') return []
  const data = ArrayBuffer.isView(packed) || Array.isArray(packed) ? (packed as ArrayLike<number>) : undefined
  if (!data) return []
  const out: { points: Point[]; curved: boolean }[] = []
  let open: { points: Point[]; curved: boolean } | undefined
  for (let i = 0; i < data.length && out.length < MOST; ) {
    const op = data[i++]
    if (op === 0) {
      open = { points: [[data[i]!, data[i + 1]!]], curved: false }
      out.push(open)
      i += 2
    } else if (op === 1) {
      open?.points.push([data[i]!, data[i + 1]!])
      i += 2
    } else if (op === 2 || op === 3) {
      const n = op === 2 ? 6 : 4
      for (let k = 0; k < n; k += 2) open?.points.push([data[i + k]!, data[i + k + 1]!])
      if (open) open.curved = true
      i += n
    } else if (op === 4) {
      if (open) open.points.push(open.points[0]!)
    } else break
  }
  return out.filter((one) => one.points.length > 1)
}

try {
  const pdf = await loading.promise
  const meta = await pdf.getMetadata().catch(() => undefined)
  const title = (meta?.info as { Title?: unknown } | undefined)?.Title
  send({ kind: 'pages', count: pdf.numPages, title: typeof title === 'string' ? title.slice(0, 300) : '' })
  for (let n = 1; n <= Math.min(pdf.numPages, task.pages); n += 1) {
    try {
      const page = await pdf.getPage(n)
      send({ kind: 'page', page: await readPage(page, n) })
      page.cleanup()
    } catch (error) {
      send({ kind: 'fault', page: n, why: String((error as Error).message).slice(0, 120) })
    }
  }
  send({ kind: 'end' })
} catch (error) {
  send({ kind: 'refused', why: (error as Error).name === 'PasswordException' ? 'encrypted' : 'broken' })
}
