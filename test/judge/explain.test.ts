import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { exposureEntity, loanEntity } from '../../src/facts/lending.ts'
import { param } from '../../src/facts/param.ts'
import type { PlainFacts } from '../../src/facts/read.ts'
import { all, always, any, asOf, named, not, today } from '../../src/facts/terms.ts'
import type { Condition } from '../../src/facts/tree.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { explain, explainTrace } from '../../src/judge/explain.ts'
import { trace } from '../../src/judge/trace.ts'
import share from '../../src/rules/internet-lending-2021/2-partner-share.ts'
import single from '../../src/rules/internet-lending-2021/3-single-partner.ts'
import { account, accountEntity, scope } from '../support/clinic.ts'

const env = lawOf('2026-03-02')
const ratio = param('internet-lending.partner-share')
const { requests } = account

/** A condition and its sentence in both languages. */
const SENTENCES: readonly (readonly [Condition, string, string])[] = [
  [account.fee.atMost(10), '年费不超过10', 'yearly fee is at most 10'],
  [account.fee.lessThan('9.50'), '年费低于9.50', 'yearly fee is less than 9.50'],
  [
    account.fee.atLeast(account.provider.capital),
    '年费不低于提供者注册资本',
    'yearly fee is at least capital of the provider',
  ],
  [account.steps.moreThan(4), '操作次数多于4', 'number of steps is more than 4'],
  [account.steps.lessThan(4), '操作次数少于4', 'number of steps is less than 4'],
  [account.fee.between('1.50', 10), '年费在1.50至10之间（含本数）', 'yearly fee is from 1.50 to 10'],
  [account.region.is('甲'), '所在地为“甲”', 'region is “甲”'],
  [account.region.among('甲', '乙'), '所在地为“甲”、“乙”之一', 'region is one of “甲”, “乙”'],
  [not(account.region.among('甲', '乙')), '所在地不属于“甲”、“乙”', 'region is none of “甲”, “乙”'],
  [account.closedOn.exists(), '有销户日', 'there is a day of closure'],
  [not(account.closedOn.exists()), '没有销户日', 'there is no day of closure'],
  [account.listed.isTrue(), '列入名单', 'the account is listed'],
  [not(account.listed.isTrue()), '“列入名单”为否', '“the account is listed” is not the case'],
  [account.provider.licensed.isTrue(), '提供者持有许可证', 'the provider is licensed'],
  [
    all(account.listed.isTrue(), any(account.fee.is(0), account.steps.atMost(4))),
    '列入名单，且（年费等于0，或者操作次数不多于4）',
    'the account is listed, and (yearly fee equals 0, or number of steps is at most 4)',
  ],
  [
    not(all(account.fee.is(0), account.listed.isTrue())),
    '年费不等于0，或者“列入名单”为否',
    'yearly fee does not equal 0, or “the account is listed” is not the case',
  ],
  [
    requests.some((r) => r.fee.moreThan(0)),
    '有符合下列条件的用户请求：费用超过0',
    'there is a user request where fee is more than 0',
  ],
  [requests.every((r) => r.fee.is(0)), '每一用户请求均符合：费用等于0', 'for every user request, fee equals 0'],
  [
    requests.none((r) => all(r.fee.moreThan(0), r.kind.is('delete'))),
    '没有符合下列条件的用户请求：费用超过0，且类别为“删除”',
    'there is no user request where fee is more than 0, and kind is “deletion”',
  ],
  [
    not(requests.every((r) => r.fee.is(0))),
    '有符合下列条件的用户请求：费用不等于0',
    'there is a user request where fee does not equal 0',
  ],
  [requests.none(() => always), '没有用户请求', 'there is no user request'],
  [
    requests.count((r) => r.kind.is('delete')).atMost(3),
    '用户请求数量（仅计：类别为“删除”）不多于3',
    'the number of user request entries (only where kind is “deletion”) is at most 3',
  ],
  [
    requests.sum((r) => r.fee).atMost(account.fee),
    '用户请求的费用合计不超过年费',
    'the sum of fee over user request entries is at most yearly fee',
  ],
  [
    requests.latest((r) => r.closedOn).before('2026-01-01'),
    '用户请求最晚的办结日早于2026年1月1日',
    'the latest day of closing among user request entries is before 2026-01-01',
  ],
  [
    account.closedOn.onOrBefore(account.openedOn.plus({ n: 15, unit: 'workday' })),
    '销户日不晚于开户日后第15个工作日',
    'day of closure is no later than the 15th working day after day of opening',
  ],
  [
    today.after(account.openedOn.plus({ n: 1, unit: 'month' })),
    '当日晚于开户日后1个月届满之日',
    'today is after the end of 1 month after day of opening',
  ],
  [
    asOf.before(account.openedOn.plus({ n: 22, unit: 'day' })),
    '判断基准日早于开户日后第22日',
    'the day judged is before the 22nd day after day of opening',
  ],
  [
    today.onOrBefore(account.openedOn.plus({ parameter: 'inspection.reinspect' })),
    '当日不晚于开户日后第3个工作日',
    'today is no later than the 3rd working day after day of opening',
  ],
  [
    account.fee.atLeast(ratio.of(account.provider.capital)),
    '年费不低于提供者注册资本的30%',
    'yearly fee is at least 30 % of capital of the provider',
  ],
  [
    account.steps.atMost(param('app-pi.answer-limit').value()),
    '操作次数不多于15个工作日',
    'number of steps is at most 15 working days',
  ],
  [
    account.openedOn.onOrAfter(param('internet-lending.new-business')),
    '开户日不早于2022年1月1日',
    'day of opening is no earlier than 2022-01-01',
  ],
  [
    account.fee.plus(account.provider.capital, 5).moreThan(account.fee.times('1.5')),
    '年费、提供者注册资本与5之和超过年费的1.5倍',
    'the sum of yearly fee, capital of the provider and 5 is more than 1.5 times yearly fee',
  ],
  [
    all(named(account.fee.is(0), { say: { zh: '不收费', en: 'it is free' } }), account.listed.isTrue()),
    '不收费，且列入名单',
    'it is free, and the account is listed',
  ],
  [always, '不设条件', 'in every case'],
  [any(), '不可能成立', 'in no case'],
]

describe('what a condition demands', () => {
  for (const [condition, zh, en] of SENTENCES)
    it(zh, () => assert.deepEqual(explain(condition, accountEntity, env), { zh, en }))

  it('reads as the provisions do', () => {
    const told = (
      of: { appliesWhen: Condition; requires: Condition },
      root: typeof loanEntity | typeof exposureEntity,
    ) => [of.appliesWhen, of.requires].map((c) => explain(c, root, env).zh)
    assert.deepEqual(told(share, loanEntity), [
      '属于与合作方共同出资的互联网贷款，且发放日不早于2022年1月1日',
      '合作方出资额不低于贷款金额的30%',
    ])
    assert.deepEqual(told(single, exposureEntity), [
      '有符合下列条件的贷款：属于与合作方共同出资的互联网贷款',
      '贷款的本行贷款余额合计（仅计：属于与合作方共同出资的互联网贷款）不超过银行一级资本净额的25%',
    ])
  })
})

/** A condition, facts, and why it came out as it did. */
const REASONS: readonly (readonly [Condition, PlainFacts, string, string])[] = [
  [
    account.fee.atMost(10),
    { fee: '10.01' },
    '年费超过10（年费：10.01）',
    'yearly fee is more than 10 (yearly fee: 10.01)',
  ],
  [account.fee.atMost(10), { fee: 1 }, '年费不超过10（年费：1.00）', 'yearly fee is at most 10 (yearly fee: 1.00)'],
  [account.fee.atMost(10), { fee: null }, '没有年费', 'there is no yearly fee'],
  [
    account.fee.atMost(10),
    {},
    '尚不能判断是否符合：年费不超过10（年费：未知）',
    'cannot tell whether yearly fee is at most 10 (yearly fee: unknown)',
  ],
  [
    all(account.listed.isTrue(), any(account.fee.is(0), account.steps.atMost(4))),
    { listed: true, fee: 1, steps: 5 },
    '年费不等于0（年费：1.00）；操作次数多于4（操作次数：5）',
    'yearly fee does not equal 0 (yearly fee: 1.00); number of steps is more than 4 (number of steps: 5)',
  ],
  [
    requests.every((r) => r.fee.is(0)),
    {
      requests: [
        { number: 'R1', fee: 1 },
        { number: 'R2', fee: 0 },
        { number: 'R3', fee: 2 },
      ],
    },
    '用户请求“R1”：费用不等于0（费用：1.00）；用户请求“R3”：费用不等于0（费用：2.00）',
    'user request “R1”: fee does not equal 0 (fee: 1.00); user request “R3”: fee does not equal 0 (fee: 2.00)',
  ],
  [
    requests.every((r) => r.fee.is(0)),
    {
      requests: {
        rows: [{ number: 'R2', fee: 0 }, { number: 'R4' }],
        open: { zh: '缺十月份', en: 'October is missing' },
      },
    },
    '用户请求“R4”：尚不能判断是否符合：费用等于0（费用：未知）；用户请求清单不完整（缺十月份）',
    'user request “R4”: cannot tell whether fee equals 0 (fee: unknown); the list of user request entries is not complete (October is missing)',
  ],
  [requests.every((r) => r.fee.is(0)), { requests: [] }, '没有用户请求', 'there is no user request'],
  [
    requests.none((r) => r.fee.moreThan(0)),
    { requests: [] },
    '没有符合下列条件的用户请求：费用超过0',
    'there is no user request where fee is more than 0',
  ],
  [
    requests.sum((r) => r.fee).atMost(account.fee),
    { fee: 3, requests: [{ fee: 2 }, {}] },
    '尚不能判断是否符合：用户请求的费用合计不超过年费（合计：至少2.00；年费：3.00）',
    'cannot tell whether the sum of fee over user request entries is at most yearly fee (sum: at least 2.00; yearly fee: 3.00)',
  ],
  [
    today.onOrBefore(account.openedOn.plus({ parameter: 'inspection.reinspect' })),
    { openedOn: '2026-02-13' },
    '当日晚于开户日后第3个工作日（当日：2026年3月2日；开户日后第3个工作日：2026年2月25日）',
    'today is after the 3rd working day after day of opening (today: 2026-03-02; the 3rd working day after day of opening: 2026-02-25)',
  ],
  [
    account.fee.atLeast(ratio.on(account.openedOn).of(account.provider.capital)),
    { openedOn: '2021-02-13', fee: 1, provider: { capital: 10 } },
    '尚不能判断是否符合：年费不低于提供者注册资本的“单笔贷款中合作方出资比例下限”（该日没有规定的数值）（年费：1.00；提供者注册资本：10.00）',
    'cannot tell whether yearly fee is at least “Smallest share of one loan that the partner funds” (not set for that day) of capital of the provider (yearly fee: 1.00; capital of the provider: 10.00)',
  ],
  [named(account.fee.is(0), { say: { zh: '不收费', en: 'it is free' } }), { fee: 0 }, '不收费', 'it is free'],
  [
    named(account.fee.is(0), { say: { zh: '不收费', en: 'it is free' } }),
    {},
    '尚不能判断是否符合：不收费',
    'cannot tell whether it is free',
  ],
  [
    named(account.fee.is(0), { say: { zh: '不收费', en: 'it is free' } }),
    { fee: 2 },
    '年费不等于0（年费：2.00）',
    'yearly fee does not equal 0 (yearly fee: 2.00)',
  ],
]

describe('why a judged condition came out as it did', () => {
  for (const [condition, facts, zh, en] of REASONS)
    it(zh, () => assert.deepEqual(explainTrace(trace(condition, scope(facts), env), accountEntity, env), { zh, en }))

  it('counts what would be too much to tell', () => {
    const many = { requests: Array.from({ length: 9 }, (_, i) => ({ number: `R${i}`, fee: 1 })) }
    const told = explainTrace(
      trace(
        requests.every((r) => r.fee.is(0)),
        scope(many),
        env,
      ),
      accountEntity,
      env,
    )
    assert.equal(told.zh.split('；').length, 5)
    assert.match(told.zh, /；另有5项$/)
    assert.match(told.en, /; 5 more$/)
  })
})
