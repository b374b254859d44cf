import assert from 'node:assert/strict'
import { it } from 'node:test'
import { grade, gradingTable } from '../../src/law/grading.ts'
import { gradingHtml, gradingMarkdown } from '../../src/report/grading.ts'

const found = grade({
  information: [{ object: 'society', harm: 'serious' }],
  service: [{ object: 'citizens', harm: 'serious' }],
})
const options = { lang: 'zh', name: '门户 <script>|`x`', asOf: '2026-11-01' } as const

it('the report shows both matrices with the chosen cell and the higher level', () => {
  const text = gradingMarkdown(found, options)
  assert.match(text, /建议等级: 第三级/)
  assert.equal(text.match(/✓ 所选/g)?.length, 2)
  assert.match(text, /\*\*第三级 ✓ 所选\*\*/)
  assert.match(text, /\*\*第二级 ✓ 所选\*\*/)
  assert.match(text, /自查建议，不是定级结论/)
  assert.doesNotMatch(text, /<script>/)
})

it('the page section escapes names and has the same cells', () => {
  const page = gradingHtml(found, { ...options, lang: 'en' })
  assert.equal(page.match(/<td class="chosen">/g)?.length, 2)
  assert.equal(page.match(/<td/g)?.length, 18)
  assert.match(page, /level 3 is proposed/)
  assert.doesNotMatch(page, /<script>/)
})

it('without an answer nothing is chosen and nothing proposed; an unseen text is marked', () => {
  const open = grade({ information: [], service: [] }, gradingTable('2025'))
  const text = gradingMarkdown(open, options)
  assert.match(text, /建议等级: 尚不能确定/)
  assert.match(text, /未核对原文/)
  assert.doesNotMatch(text, /✓/)
})
