import { createHash } from 'node:crypto'

export const SALT = 'ab'.repeat(32)
export const BEFORE = { at: '2026-11-20T02:00:00.000Z' }
export const AFTER = { at: '2026-12-01T14:00:00.000Z' }

/** Balls of two lotteries, as an input names them. */
export const lottery = {
  kind: 'published',
  at: '2026-12-01T21:15:00+08:00',
  sources: [
    { id: 'red', name: '双色球第2026140期红球', count: 6, from: 1, to: 33 },
    { id: 'blue', name: '双色球第2026140期蓝球', count: 1, from: 1, to: 16 },
  ],
}
export const balls = { red: [28, 3, 11, 17, 22, 31], blue: ['09'] }

/** Two tiers of subjects, five inspectors of whom one is recused, and room for what a test changes. */
export function planInput(more: Record<string, unknown> = {}): Record<string, unknown> {
  const subject = (tier: string) => (_: unknown, i: number) => ({
    id: `9144${tier}${String(i).padStart(4, '0')}`,
    tier,
  })
  return {
    id: '2026-q4',
    title: '2026年第四季度网络运营者抽查',
    organiser: '某市网信办',
    tiers: { A: { ratio: '1%' }, B: { ratio: '5%', atLeast: 3 } },
    subjects: [...Array.from({ length: 200 }, subject('A')), ...Array.from({ length: 45 }, subject('B'))],
    inspectors: ['P01', 'P02', 'P03', 'P04', 'P05'].map((id) =>
      id === 'P03' ? { id, recuse: ['9144A0007'] } : { id },
    ),
    perSubject: 2,
    substitutes: { subjects: 2, inspectors: 1 },
    randomness: lottery,
    ...more,
  }
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')
