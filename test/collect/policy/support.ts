import { Budget, DOCUMENT_LIMITS, type Limits } from '../../../src/collect/budget.ts'
import { readPolicyText } from '../../../src/collect/policy/read.ts'
import type { PolicyScan } from '../../../src/collect/policy/scan.ts'

export const budget = (limits: Partial<Limits> = {}): Budget => new Budget({ ...DOCUMENT_LIMITS, ...limits })

/** Scan of a text under a file name that tells its format. */
export const scanText = (text: string, name = 'policy.txt', limits: Partial<Limits> = {}): PolicyScan =>
  readPolicyText(new TextEncoder().encode(text), name, budget(limits))

export const html = (body: string, head = ''): PolicyScan =>
  scanText(
    `<!doctype html><html lang="zh-CN"><head><title>隐私政策</title>${head}</head><body>${body}</body></html>`,
    'p.html',
  )

export const md = (text: string): PolicyScan => scanText(text, 'p.md')

/** A policy of ordinary length around the sentences under test, so that nothing is unread. */
export const around = (...sentences: string[]): PolicyScan =>
  scanText(
    [
      '示例应用隐私政策',
      '更新日期：2024年3月1日',
      '一、我们如何收集和使用个人信息',
      '当您注册账号时，我们会收集您的手机号码，用于创建账号和登录。',
      ...sentences,
    ].join('\n'),
  )
