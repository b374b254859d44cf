import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { impliedIn } from '../../../src/collect/web/consent.ts'
import { type Choice, choiceOf } from '../../../src/collect/web/words.ts'

const LABELS: Readonly<Record<Choice, readonly string[]>> = {
  agree: [
    '同意',
    '同意并继续',
    '我同意',
    '全部接受',
    '同意 (3s)',
    '已阅读并同意',
    '同意并进入首页',
    '允许',
    '我已阅读并同意《隐私政策》',
    'Accept all',
    '保存并接受全部',
    '全部开启',
    '授权并登录',
  ],
  acknowledge: [
    '我知道了',
    '知道了',
    '好的',
    '确定',
    '继续浏览',
    '开始使用',
    '进入首页',
    '立即体验',
    'OK',
    'Got it',
    '好的，我知道了',
  ],
  refuse: [
    '不同意',
    '拒绝',
    '残忍拒绝',
    '暂不使用',
    '暂不同意',
    '不接受',
    '全部拒绝',
    '仍不同意',
    '不用了',
    '不，谢谢',
    'Reject all',
    '狠心拒绝',
    '不允许',
    'Continue without accepting',
    '不接受并继续',
  ],
  limited: [
    '仅浏览',
    '仅使用必要Cookie',
    '不同意，仅浏览',
    '进入基本功能模式',
    '游客模式',
    '以访客身份浏览',
    '先逛逛',
    '只接受必要',
    '仅限必要Cookie',
    '只用必要的',
    '先去看看',
    '无痕浏览',
    '进入体验模式',
    'Use necessary cookies only',
  ],
  exit: ['不同意并退出', '退出应用', '退出', '放弃使用', '离开网站'],
  later: ['以后再说', '稍后', '我再想想', '取消', '跳过', '暂缓'],
  close: ['×', '关闭', '✕'],
  settings: ['管理偏好', '自定义', 'Cookie设置', '更多选项', '隐私设置', '更多选择', '查看更多选项'],
  save: ['保存我的选择', '保存设置', '确认选择', '允许所选', '保存', 'Save preferences', 'Allow selection'],
}

describe('words on buttons', () => {
  for (const [choice, labels] of Object.entries(LABELS) as [Choice, string[]][])
    for (const label of labels) it(`${label} is ${choice}`, () => assert.equal(choiceOf(label), choice))
  for (const label of [
    '隐私政策',
    '《用户协议》',
    '查看详情',
    '阅读隐私政策',
    '登录',
    '首页',
    '今日上新',
    '加入购物车',
    '为了向您提供更好的服务，我们需要您同意以下条款并仔细阅读',
  ])
    it(`${label} says nothing`, () => assert.ok([undefined, 'settings'].includes(choiceOf(label))))
})

describe('words that take something else for consent', () => {
  for (const words of [
    '继续浏览本网站即表示您同意我们的隐私政策',
    '登录即代表同意《用户协议》和《隐私政策》',
    '使用本服务视为您已阅读并同意隐私政策',
    '如您继续使用，则视为接受本协议',
    '点击登录即表示您同意隐私政策',
    '注册即同意，默认您已同意隐私政策',
    'By continuing you agree to our privacy policy',
  ])
    it(words, () => assert.notEqual(impliedIn(words), undefined))
  for (const words of [
    '点击“同意”即表示您已阅读并同意上述内容',
    '勾选同意后继续使用',
    '继续浏览不代表您同意我们的隐私政策',
    '请您阅读并同意隐私政策',
    '我们使用Cookie改善体验',
  ])
    it(`not: ${words}`, () => assert.equal(impliedIn(words), undefined))
})
