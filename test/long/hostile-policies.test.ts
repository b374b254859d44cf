import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Budget, DOCUMENT_LIMITS, type Limits } from '../../src/collect/budget.ts'
import { readPolicy } from '../../src/collect/policy/read.ts'

/** Pieces that, repeated, are the worst a reader of sentences, lists, tables and marks can meet. */
const PIECES = [
  '我们收集您的手机号', '（', '（我们', '手机号、', '1', '.', ' ', '\u3000', 'https://a.b/', 'a@', '0-', '2020年1月', '不', '“', '《',
  '撤回同意', '注销账号', '友盟SDK、', '15个工作日', '在', '*', '#', '|', '<', '<p>', '<table><tr><td>', '<div>', '<li>', '&', '&amp;',
  '您使用即视为同意', '如您不同意', '位置权限', '\u200b', '：', '；', '\n', '1. ', '（一）', '有限公司', '共享给', '为了实现', '当您', '[a](', '`', '**a',
] // biome-ignore format: one table
const SIZE = 12_000

/** Work a reader of `SIZE` characters may do; a reader whose work grows with the square needs thousands of times more. */
const STEPS = SIZE * 64

test('text made to be slow or deep is read within a budget that grows with its length, whatever its format', async () => {
  const limits: Limits = { ...DOCUMENT_LIMITS, steps: STEPS }
  for (const piece of PIECES)
    for (const end of ['', '。'])
      for (const ending of ['txt', 'html', 'md']) {
        const text = (piece + end).repeat(SIZE / (piece.length + end.length))
        const scan = await readPolicy(Buffer.from(text), `hostile.${ending}`, new Budget(limits))
        const name = JSON.stringify(piece + end)
        const spent = scan.problems.filter((p) => p.code === 'budget.steps' || p.code === 'budget.ms')
        assert.deepEqual(spent, [], `${name} ${ending}`)
        assert.ok(
          scan.unread.length > 0 || scan.statements.length > 0 || scan.sentences.length > 0,
          `${name} ${ending}`,
        )
      }
})

test('a reader that runs out of time says so, keeps what it has, and takes nothing for absent', async () => {
  const text = Buffer.from(
    '# 隐私政策\n\n'.concat('为了注册账号，我们收集您的手机号。您可以通过“设置-注销账号”注销。\n\n'.repeat(50)),
  )
  const whole = await readPolicy(text, 'policy.md', new Budget(DOCUMENT_LIMITS))
  assert.ok(!whole.unread.includes('budget'))
  for (const after of [2, 4, 6, 8, 12, 20]) {
    let looked = 0
    const clock = () => (++looked > after ? DOCUMENT_LIMITS.ms + 1 : 0)
    const scan = await readPolicy(text, 'policy.md', new Budget(DOCUMENT_LIMITS, clock))
    assert.ok(scan.unread.includes('budget'), `${after}`)
    assert.ok(
      scan.problems.some((p) => p.code === 'budget.ms'),
      `${after}`,
    )
  }
})
