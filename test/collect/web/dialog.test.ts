import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { controlFor } from '../../../src/collect/web/consent.ts'
import { answerOf, asksConsent, choicesOf, type Dialog, promptOf } from '../../../src/collect/web/dialog.ts'

const of = (message: string, type: Dialog['type'] = 'confirm') => choicesOf({ type, message })

describe('boxes of the browser’s own', () => {
  for (const [message, accept, dismiss] of [
    ['请阅读《隐私政策》，是否同意？', 'agree', 'refuse'],
    ['本站使用Cookie收集浏览信息，是否继续？', 'acknowledge', 'later'],
    ['请阅读《隐私政策》。点击“确定”表示同意，点击“取消”表示不同意。', 'agree', 'refuse'],
    ['我们使用Cookie。同意请点击确定，不同意请点击取消', 'agree', 'refuse'],
    ['不同意隐私政策请点击“确定”离开，同意请点击“取消”', 'exit', 'agree'],
    ['如您不同意《隐私政策》，请点击“取消”', undefined, 'refuse'],
    ['请同意《隐私政策》，点击“取消”将退出本站', 'agree', 'exit'],
    ['点击【确定】即表示您同意《隐私政策》，点击【取消】可继续浏览', 'agree', 'limited'],
    ['请您同意隐私政策；点击取消仅浏览', 'agree', 'limited'],
    ['点击“确定”或“取消”均视为您同意隐私政策', 'agree', 'agree'],
    ['We use cookies. Do you accept our privacy policy?', 'agree', 'refuse'],
    ['确定不同意隐私政策吗？不同意将无法使用', 'refuse', undefined],
  ] as const)
    it(message, () => {
      const expected = {
        ...(accept === undefined ? {} : { accept }),
        ...(dismiss === undefined ? {} : { dismiss }),
      }
      // A condition that only speaks of refusing leaves the other button to say yes where the message asks for consent.
      const found = of(message)
      assert.equal(found.dismiss, expected.dismiss)
      if (accept !== undefined) assert.equal(found.accept, accept)
    })

  it('are no request for consent where they undo, or speak of something else', () => {
    for (const message of [
      '确定要撤回对隐私政策的同意吗？',
      '是否切换到北京站？',
      '删除全部个人信息？',
      '注销账号后隐私数据将清空',
    ])
      assert.equal(asksConsent({ type: 'confirm', message }), false, message)
  })

  it('an alert consents only where it says so, and has no other button', () => {
    assert.deepEqual(of('点击“确定”即表示您同意《隐私政策》', 'alert'), { accept: 'agree' })
    assert.deepEqual(of('请先同意隐私政策', 'alert'), {})
    assert.equal(asksConsent({ type: 'alert', message: '请在页脚阅读《隐私政策》' }), false)
  })

  it('what contradicts itself is left alone', () => {
    const dialog: Dialog = { type: 'confirm', message: '点击“确定”同意隐私政策。点击“确定”拒绝隐私政策。' }
    assert.deepEqual(choicesOf(dialog), {})
    assert.equal(asksConsent(dialog), true)
    assert.equal(controlFor(promptOf(dialog), 'agree'), undefined)
  })

  it('types the word that a box asks for', () => {
    const dialog: Dialog = { type: 'prompt', message: '请阅读隐私政策，输入“同意”继续' }
    const agree = controlFor(promptOf(dialog), 'agree')
    assert.deepEqual(agree && answerOf(dialog, agree), { accept: true, text: '同意' })
    assert.equal(of('请输入手机号以同意隐私政策', 'prompt').accept, undefined)
  })

  it('never throws, whatever a page writes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('alert', 'confirm', 'prompt'),
        fc.array(
          fc.oneof(
            fc.constantFrom('点击', '“确定”', '取消', '同意', '不同意', '隐私政策', '，', '。', '输入', '“'),
            fc.string(),
          ),
        ),
        (type, parts) => {
          const message = parts.join('')
          const { controls } = promptOf({ type, message })
          assert.ok(controls.length <= 2)
          if (controls.length > 0) assert.ok(asksConsent({ type, message }))
        },
      ),
      { numRuns: 300 },
    )
  })
})
