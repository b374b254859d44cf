import type { Block } from '../document/document.ts'

/** Longest text that can be a heading where no heading element says so. */
const LONGEST = 42

const CHAPTER = /^第[一二三四五六七八九十百\d]{1,4}[章编部]/
const ARTICLE = /^第[一二三四五六七八九十百\d]{1,4}[条节]/
const HAN_NUMBER = /^[一二三四五六七八九十]{1,3}\s?[、.．:：,，]/
const HAN_BRACKET = /^[（(][一二三四五六七八九十]{1,3}[)）]/
const DECIMAL = /^(\d{1,2}(?:\.\d{1,2}){1,3})[、.．]?\s?(?=[^\d.%．])/
const NUMBER = /^\d{1,2}\s?[、.．)）]\s?(?=\D)/
const BRACKETED = /^【[^【】]{2,30}】$/
const PHRASE =
  /^(?:关于)?(?:我们|本公司|您|用户)?(?:如何|怎样|可能|将会?|会)?(?:收集|使用|共享|保护|存储|保存|管理|访问|更新|联系|处理|转让|披露|公开披露|委托处理)[^，。；：]{0,24}$|^(?:您的权利|权利|联系我们|未成年人|儿童|前言|引言|导言|概述|摘要|目录|附则|附录|定义|适用范围|信息安全|数据安全|隐私政策|第三方|投诉|注销|权限)[^，。；：]{0,16}$/

/** Text that goes on or is complete in itself is no heading. */
const RUNNING = /[。；！？;!，,]|[、和与及或的]$/

/**
 * Level of a heading that is one only by its looks: a numbering, brackets, bold type, or a section title of the kind
 * policies have. Undefined where the block is running text. Levels follow Chinese document style:
 * 第一章 1, 一、 2, （一） 3, 1. 4.
 */
export function looksLikeHeading(block: Block): number | undefined {
  if (block.kind === 'heading' || block.kind === 'table') return undefined
  const text = block.text
  if (text.length < 2 || text.length > LONGEST) return undefined
  if (CHAPTER.test(text)) return RUNNING.test(text) ? undefined : 1
  const bold = block.kind === 'paragraph' && block.bold === true
  const body = text.replace(/[：:]$/, '')
  const lead = body !== text
  // 更新日期：2022年1月1日 is a label with its value.
  if (/[：:]\s?\S/.test(body)) return undefined
  if (ARTICLE.test(text) || HAN_NUMBER.test(text)) return RUNNING.test(body.replace(HAN_NUMBER, '')) ? undefined : 2
  if (RUNNING.test(body)) return undefined
  if (HAN_BRACKET.test(text)) return lead && !bold ? undefined : 3
  const decimal = DECIMAL.exec(text)?.[1]
  if (decimal) return lead && !bold ? undefined : 2 + decimal.split('.').length - 1
  if (BRACKETED.test(text)) return 3
  if (NUMBER.test(text)) return bold || (!lead && text.length <= 24 && /[^A-Za-z\d]{4}/.test(text)) ? 4 : undefined
  if (lead) return undefined
  if (bold && text.length <= 30) return 4
  return block.kind === 'paragraph' && PHRASE.test(text) ? 2 : undefined
}
