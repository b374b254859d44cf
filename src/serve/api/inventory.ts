import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { Flaws } from '../../collect/inventory/flaws.ts'
import { parseInventory } from '../../collect/inventory/head.ts'
import { readInventory } from '../../collect/inventory/read.ts'
import type { InventoryChecked } from '../../report/bench/screen.ts'
import { route } from '../route.ts'
import { text } from './shapes.ts'

/** Characters of an inventory written in a form; larger ones are uploaded. */
const MOST = 400_000

export const inventoryRoutes = [
  route({
    method: 'post',
    path: '/api/workspaces/{ws}/inventory',
    needs: 'write',
    summary: {
      zh: '核对网络清单：问题逐条列出，不保存',
      en: 'What is wrong with an inventory of networks, one line each; nothing is kept',
    },
    body: z.strictObject({ text: z.string().max(MOST) }),
    answer: {
      status: 200,
      schema: z.object({
        problems: z.array(text),
        networks: z.int(),
        /** The content as names and values; null where it is no YAML. */
        content: z.record(z.string(), z.unknown()).nullable(),
      }),
    },
    async run({ body }): Promise<InventoryChecked> {
      const content = parseInventory(body.text, new Flaws('inventory.yaml')) ?? null
      // A folder with nothing in it: whatever file the inventory names is not there.
      const folder = await mkdtemp(join(tmpdir(), 'guiju-form-'))
      try {
        const read = await readInventory(body.text, join(folder, 'inventory.yaml'), folder)
        return { problems: read.problems ?? [], networks: read.inventory?.networks.length ?? 0, content }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }),
]
