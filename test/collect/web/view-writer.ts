import { HOLE, type PageView, type ViewNode, type ViewStyle } from '../../../src/collect/web/view.ts'

export interface Box {
  readonly tag?: string
  readonly text?: string
  readonly attrs?: Readonly<Record<string, string>>
  readonly box?: readonly [number, number, number, number]
  readonly style?: Partial<ViewStyle>
  readonly click?: boolean
  readonly checked?: boolean
  readonly hidden?: boolean
  readonly kids?: readonly Box[]
}

/** A page view from a tree, each node below the one before it. */
export function viewFrom(
  root: Box,
  url = 'https://shop.example/',
  grid: (at: number) => boolean = () => false,
): PageView {
  const nodes: ViewNode[] = []
  const on: number[] = []
  const add = (one: Box, parent: number): void => {
    const kids = one.kids ?? []
    const tag = one.tag ?? 'div'
    const at = nodes.length
    const text = `${one.text ?? ''}${HOLE.repeat(one.text === undefined ? 0 : kids.length)}`
    nodes.push({
      id: at + 1,
      parent,
      tag,
      ...(text === '' ? {} : { text }),
      box: one.box ?? [0, (at * 24) % 700, 300, 24],
      ...(one.attrs ? { attrs: one.attrs } : {}),
      ...((one.click ?? /^(?:a|button)$/.test(tag)) ? { click: true } : {}),
      ...(one.checked ? { checked: true } : {}),
      ...(one.hidden ? { hidden: true } : {}),
      style: { size: 16, color: 'rgb(0, 0, 0)', back: '#ffffffff', ...one.style },
    })
    if (grid(at)) on.push(at)
    for (const kid of kids) add(kid, at)
  }
  add(root, -1)
  return { url, title: '', lang: 'zh-CN', width: 360, height: 740, extent: [360, 740], nodes, grid: on }
}
