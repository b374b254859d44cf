import type { VNode } from 'preact'
import type { BoardNetwork } from '../../src/judge/board.ts'
import { CLASS_WORDS, REQUIREMENT_CLASSES, type RequirementClass } from '../../src/law/catalogue.ts'
import { same, type Text } from '../../src/law/text.ts'
import { BOARD_WORDS as W } from '../../src/report/network/board-words.ts'
import { visible } from '../../src/report/visible.ts'
import { FEW, Picture, type PictureOf, Rows, Say } from './network-parts.tsx'
import { Raw, T } from './text.tsx'

type Share = ReadonlyMap<RequirementClass, { readonly met: number; readonly of: number }>
const shareOf = (networks: readonly BoardNetwork[]): Share => {
  const found = new Map<RequirementClass, { met: number; of: number }>()
  for (const { classes } of networks)
    for (const c of classes) {
      const known = found.get(c.class) ?? { met: 0, of: 0 }
      found.set(c.class, { met: known.met + c.met, of: known.of + c.of })
    }
  return found
}
const total = (share: Share) =>
  [...share.values()].reduce((sum, s) => ({ met: sum.met + s.met, of: sum.of + s.of }), { met: 0, of: 0 })

export function Classes({ of, id }: PictureOf): VNode {
  const answered = of.networks.filter((n) => n.classes.length > 0)
  if (answered.length === 0)
    return (
      <Picture title={W.radar}>
        <p class="none">
          <T text={W.noAnswers} />
        </p>
      </Picture>
    )
  const shares = new Map(answered.map((n) => [n, shareOf([n])]))
  const part = (n: BoardNetwork) => {
    const { met, of: all } = total(shares.get(n)!)
    return all === 0 ? 1 : met / all
  }
  const worstFirst = [...answered].sort((a, b) => part(a) - part(b))
  return (
    <>
      <Picture title={W.radar}>
        <div class="radars">
          <Radar share={shareOf(answered)} name={answered.length === 1 ? same(answered[0]!.name) : W.all} id={id} />
          {answered.length > 1 &&
            answered.length <= FEW &&
            answered.map((n) => (
              <details>
                <summary>
                  <Raw text={n.name} /> {total(shares.get(n)!).met}/{total(shares.get(n)!).of}
                </summary>
                <Radar share={shares.get(n)!} name={same(n.name)} id={id} />
              </details>
            ))}
        </div>
      </Picture>
      <Picture title={W.heat}>
        <Rows
          id={`${id}-heat`}
          all={worstFirst}
          open
          head={[W.network, ...REQUIREMENT_CLASSES.map((c) => CLASS_WORDS[c])]}
          label={(n) => n.name}
          row={(n) => (
            <tr>
              <th scope="row">
                <Raw text={n.name} />
              </th>
              {REQUIREMENT_CLASSES.map((c) => {
                const own = shares.get(n)!.get(c)
                return own ? (
                  <td class={`heat-${Math.floor((own.met / own.of) * 4)} good`}>
                    {own.met}/{own.of}
                  </td>
                ) : (
                  <td>–</td>
                )
              })}
            </tr>
          )}
        />
      </Picture>
    </>
  )
}

/** Share met of what applies, by class; a class without items is left out. */
function Radar({ share, name, id }: { share: Share; name: Text; id: string }): VNode {
  const classes = REQUIREMENT_CLASSES.filter((c) => share.has(c))
  const [cx, cy, r] = [260, 150, 100]
  const point = (i: number, part: number) => {
    const angle = (i / classes.length) * 2 * Math.PI - Math.PI / 2
    return [cx + Math.cos(angle) * r * part, cy + Math.sin(angle) * r * part].map((n) => Math.round(n * 10) / 10)
  }
  const polygon = (parts: readonly number[]) => parts.map((part, i) => point(i, part).join(',')).join(' ')
  const said = classes.map((c) => `${CLASS_WORDS[c].en} ${share.get(c)!.met}/${share.get(c)!.of}`).join(', ')
  return (
    <svg class="radar" viewBox="0 0 520 300">
      <title>{`${visible(name.en)}: ${said}`}</title>
      {[0.25, 0.5, 0.75, 1].map((ring) => (
        <polygon points={polygon(classes.map(() => ring))} class="grid" />
      ))}
      <polygon points={polygon(classes.map((c) => share.get(c)!.met / share.get(c)!.of))} class="area" />
      {classes.map((c, i) => {
        const [x = 0, y = 0] = point(i, 1.15)
        const anchor = Math.abs(x - cx) < 12 ? 'middle' : x > cx ? 'start' : 'end'
        const { met, of } = share.get(c)!
        const label = { zh: `${CLASS_WORDS[c].zh} ${met}/${of}`, en: `${CLASS_WORDS[c].en} ${met}/${of}` }
        return (
          <a href={`#${id}-heat`}>
            <Say text={label} x={x} y={y + 4} text-anchor={anchor} />
          </a>
        )
      })}
    </svg>
  )
}
