import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { boxesIn, contrast, controlFor, findPrompt, inequalities } from '../../../src/collect/web/consent.ts'
import { View } from '../../../src/collect/web/view.ts'
import { type Box, viewFrom } from './view-writer.ts'

const article: Box = {
  tag: 'main',
  text: '今日上新：赣南脐橙五斤装，五常大米十斤装，高山云雾茶，手工竹篮，满九十九元包邮。',
}
const overlay = (...kids: Box[]): Box => ({
  tag: 'body',
  kids: [
    article,
    { attrs: { class: 'mask' }, style: { position: 'fixed', z: 99 }, box: [0, 0, 360, 740], kids: [{ kids }] },
  ],
})
const view = (root: Box, grid?: (at: number) => boolean) => new View(viewFrom(root, undefined, grid))

describe('the consent prompt', () => {
  it('is a floating block with words on privacy and buttons', () => {
    const page = view(
      overlay(
        { text: '请阅读', kids: [{ tag: 'a', text: '《隐私政策》', attrs: { href: '/p' } }] },
        { tag: 'button', text: '不同意' },
        { tag: 'button', text: '同意' },
      ),
      (at) => at === 2,
    )
    const prompt = findPrompt(page)
    assert.equal(prompt?.kind, 'modal')
    assert.equal(controlFor(prompt!, 'agree')?.label, '同意')
    assert.equal(controlFor(prompt!, 'refuse')?.label, '不同意')
    assert.equal(prompt?.policyLinks.length, 1)
  })

  it('prefers the refusal that stays to the one that leaves', () => {
    const page = view(
      overlay(
        { text: '隐私政策提示：请选择' },
        { tag: 'button', text: '不同意并退出' },
        { tag: 'button', text: '不同意，仅浏览' },
        { tag: 'button', text: '同意' },
      ),
    )
    assert.equal(controlFor(findPrompt(page)!, 'refuse')?.label, '不同意，仅浏览')
  })

  it('is not an advertisement, a subscription or a sentence with the words', () => {
    assert.equal(
      findPrompt(
        view(
          overlay(
            { text: '领取新人红包，限时优惠' },
            { tag: 'button', text: '立即领取' },
            { tag: 'button', text: '取消' },
          ),
        ),
      ),
      undefined,
    )
    assert.equal(
      findPrompt(
        view({ tag: 'body', kids: [article, { tag: 'p', text: '点击', kids: [{ tag: 'b', text: '同意' }] }] }),
      ),
      undefined,
    )
  })

  it('is seen without listeners where a block looks like a button', () => {
    const button = (text: string, back: string): Box => ({
      text,
      box: [40, 400, 120, 44],
      click: false,
      style: { back },
    })
    const page = view(
      overlay({ text: '欢迎使用，请阅读《隐私政策》' }, button('拒绝', '#eeeeeeff'), button('同意', '#0077ffff')),
    )
    assert.deepEqual(
      findPrompt(page)?.controls.map((c) => c.choice),
      ['refuse', 'agree'],
    )
  })
})

describe('boxes', () => {
  const state = (box: Box) => boxesIn(view({ tag: 'form', kids: [box] }), 0)[0]
  const label = (...kids: Box[]): Box => ({ tag: 'label', text: '我已阅读并同意《隐私政策》', kids })
  it('native', () => {
    assert.equal(state(label({ tag: 'input', attrs: { type: 'checkbox' }, checked: true }))?.ticked, true)
    assert.equal(state(label({ tag: 'input', attrs: { type: 'checkbox' } }))?.ticked, false)
    assert.equal(state(label({ tag: 'input', attrs: { type: 'checkbox' } }))?.kind, 'consent')
  })
  it('by role', () => {
    assert.equal(state(label({ tag: 'span', attrs: { role: 'checkbox', 'aria-checked': 'true' } }))?.ticked, true)
    assert.equal(state(label({ tag: 'span', attrs: { role: 'switch', 'aria-checked': 'false' } }))?.ticked, false)
  })
  it('by class', () => {
    assert.equal(state(label({ tag: 'i', attrs: { class: 'checkbox is-checked' } }))?.ticked, true)
    assert.equal(state(label({ tag: 'i', attrs: { class: 'checkbox unchecked' } }))?.ticked, false)
    assert.equal(state(label({ tag: 'i', attrs: { class: 'checkbox' } }))?.ticked, undefined)
  })
  it('for a purpose, against it, and for consent', () => {
    const kind = (text: string) =>
      boxesIn(
        view({
          tag: 'form',
          text: '隐私偏好',
          kids: [{ tag: 'label', text, kids: [{ tag: 'input', attrs: { type: 'checkbox' }, checked: true }] }],
        }),
        0,
      )[0]?.kind
    for (const text of [
      '个性化广告',
      '不再错过优惠推送',
      '不限次数的个性化推荐',
      '减少无关广告推荐',
      '非必要的统计分析',
    ])
      assert.equal(kind(text), 'purpose', text)
    for (const text of ['不显示个性化广告', '不将我的信息用于营销', '不向第三方共享', '限制广告追踪', '屏蔽个性化广告'])
      assert.equal(kind(text), 'other', text)
    for (const text of ['禁用统计分析', '请勿跟踪我的广告偏好', '非个性化广告', 'Turn off analytics'])
      assert.equal(kind(text), 'other', text)
    for (const text of ['不满十四周岁的，已由监护人同意本政策', '不可撤销地授权查询个人信息'])
      assert.equal(kind(text), 'consent', text)
  })
  it('of another kind', () =>
    assert.equal(
      state({ tag: 'label', text: '记住我', kids: [{ tag: 'input', attrs: { type: 'checkbox' }, checked: true }] })
        ?.kind,
      'other',
    ))
})

describe('buttons that are not alike', () => {
  it('says by which measures', () => {
    const page = view(
      overlay(
        { text: '请阅读《隐私政策》' },
        { tag: 'button', text: '不同意', box: [20, 300, 40, 14], style: { size: 10, color: 'rgb(204, 204, 204)' } },
        { tag: 'button', text: '同意', box: [20, 330, 220, 44], style: { size: 18, back: '#0077ffff' } },
      ),
    )
    const prompt = findPrompt(page)!
    assert.equal(inequalities(page, controlFor(prompt, 'agree')!, controlFor(prompt, 'refuse')!).length, 4)
  })
  it('measures contrast', () => {
    assert.equal(contrast('rgb(0, 0, 0)', '#ffffffff'), 21)
    assert.equal(contrast('rgb(255, 255, 255)', '#ffffffff'), 1)
    assert.equal(contrast('red', '#ffffffff'), undefined)
  })
})
