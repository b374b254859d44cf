import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { readPolicy } from '../../src/collect/policy/read.ts'
import { sayings } from '../collect/document/sayings.ts'
import { openBrowser, skip } from '../support/browser.ts'

const FILES = [
  '2.1-transposed-table.html',
  '2.1-full-in-prose.txt',
  '4.5-mandatory-mixed.html',
  '2.1-row-missing-purpose.html',
]
const RULES = 'table{border-collapse:collapse}td,th{border:1px solid #000;padding:4px}'

for (const name of FILES)
  test(`${name} printed by a browser says the same: tagged, plain and ruled`, { skip }, async () => {
    const path = fileURLToPath(new URL(`../fixtures/policies/${name}`, import.meta.url))
    const source = readFileSync(path)
    const expected = sayings(await readPolicy(source, name, new Budget(DOCUMENT_LIMITS)))
    const browser = await openBrowser()
    try {
      const page = await browser.newPage()
      const body = name.endsWith('.html')
        ? source.toString()
        : source
            .toString()
            .split('\n')
            .map((line) => `<p>${line}</p>`)
            .join('')
      await page.setContent(`<!doctype html><html lang="zh-CN"><meta charset="utf-8">${body}`)
      const prints = [await page.pdf({ format: 'A4', tagged: true }), await page.pdf({ format: 'A4' })]
      await page.addStyleTag({ content: RULES })
      prints.push(
        await page.pdf({ format: 'A4', margin: { top: '20mm', bottom: '20mm', left: '18mm', right: '18mm' } }),
      )
      for (const print of prints) {
        const scan = await readPolicy(print, name, new Budget({ ...DOCUMENT_LIMITS, ms: 60_000 }))
        assert.deepEqual(sayings(scan), expected)
      }
    } finally {
      await browser.close()
    }
  })
