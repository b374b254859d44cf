import assert from 'node:assert/strict'
import { readInventory } from '../../src/collect/inventory/read.ts'
import { wholeInventory } from '../../src/collect/inventory/whole.ts'

/** The inventory of a file that holds all of it; fails with what keeps it from being read. */
export async function readWhole(path: string) {
  const text = await wholeInventory(path)
  assert.ok(typeof text === 'string', JSON.stringify(text))
  const found = await readInventory(text, path)
  assert.ok(found.inventory, JSON.stringify(found.problems))
  return found.inventory
}
