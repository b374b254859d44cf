import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditOne } from '../../src/cli/audit.ts'
import type { Determination, SubjectResult } from '../../src/judge/result.ts'

/** Audits bytes as a file of that name, with the text of a policy beside it where one is given. */
export async function auditBytes(name: string, bytes: Buffer, policy?: string): Promise<SubjectResult> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-test-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    if (policy !== undefined) writeFileSync(join(folder, 'policy.md'), policy)
    return await auditOne(path, policy === undefined ? {} : { policy: join(folder, 'policy.md') }, '2026-11-01')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const actOf = (result: SubjectResult, place: string): Determination =>
  result.determinations.find((d) => d.provision === `app-pi-2019#${place}`)!

/** What the leads of a determination say, in Chinese. */
export const leadsOf = (found: Determination): string => found.leads.map((lead) => lead.what.zh).join('\n')

/** A short policy with rules; `more` is added to its section on collection. */
export const policyOf = (more = '', sdks = ''): string => `# 示例隐私政策

更新日期：2026年1月1日

## 一、我们如何收集和使用个人信息

为了提供账号登录功能，我们会收集您的手机号码，用于验证您的身份。为了保障服务安全，我们会收集您的设备型号和操作系统版本。${more}

## 二、第三方SDK清单

${sdks}

## 三、您的权利

您可以在“我的—设置—个人信息”中查阅、更正或者删除您的个人信息；可以在“我的—设置—撤回同意”中撤回同意；可以在“我的—设置—注销账号”中注销账号。我们在15个工作日内处理。

## 四、存储和更新

您的个人信息存储在中华人民共和国境内。本政策变更时，我们会以弹窗提示您阅读。

## 五、投诉与举报

您可以发送邮件至privacy@demo.example进行投诉、举报，我们在15个工作日内答复。
`
