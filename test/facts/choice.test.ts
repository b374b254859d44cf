import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import { procedures } from '../../src/cases/registry.ts'
import { codeOf, codesOf } from '../../src/facts/choice.ts'
import type { AnyEntity, Field } from '../../src/facts/entity.ts'
import { same } from '../../src/law/text.ts'

const folder = new URL('../../src/facts/', import.meta.url)
const isEntity = (value: unknown): value is AnyEntity =>
  typeof value === 'object' && value !== null && 'fields' in value && 'lists' in value && 'name' in value

/** Every field with choices that facts and procedures declare, by the place it stands at. */
async function chosen(): Promise<ReadonlyMap<string, Field>> {
  const found = new Map<string, Field>()
  const visit = (of: AnyEntity, at: string): void => {
    for (const [name, field] of Object.entries(of.fields as Record<string, Field>))
      if (field.choices) found.set(`${at}.${name}`, field)
    for (const [name, inner] of Object.entries(of.lists as Record<string, AnyEntity>)) visit(inner, `${at}.${name}`)
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts')))
    for (const value of Object.values((await import(new URL(file, folder).href)) as object))
      if (isEntity(value)) visit(value, value.name)
  for (const procedure of procedures) visit(procedure.entity, procedure.id)
  return found
}

describe('choices', () => {
  it('have words of their own in both languages, and each word leads back to its code', async () => {
    const fields = await chosen()
    assert.ok(fields.size > 60, String(fields.size))
    for (const [at, field] of fields)
      for (const [code, { zh, en }] of Object.entries(field.choices!)) {
        assert.match(zh, /\p{Script=Han}/u, `${at}: ${code}`)
        assert.notEqual(zh, code, at)
        assert.ok(en, `${at}: ${code}`)
        for (const word of [code, zh, ` ${zh} `, en, en.toUpperCase()])
          assert.equal(codeOf(field, word), code, `${at}: ${word}`)
      }
  })

  it('are told apart by what stands for one alone', () => {
    const field = { choices: { a: same('甲'), b: same('甲'), c: { zh: 'a', en: '丙' } } }
    assert.deepEqual(codesOf(field), ['a', 'b', 'c'])
    assert.equal(codeOf(field, '甲'), undefined)
    assert.equal(codeOf(field, 'a'), 'a')
    assert.equal(codeOf(field, '丙'), 'c')
    assert.equal(codeOf(field, '__proto__'), undefined)
  })
})
