import { entity, field, type Handle, handle } from '../../src/facts/entity.ts'
import { type PlainFacts, readRow } from '../../src/facts/read.ts'

/** A small world for unit tests: an account with a provider, requests, and messages in each request. */
export const providerEntity = entity({
  name: 'provider',
  title: { zh: '提供者', en: 'provider' },
  key: 'id',
  fields: {
    id: field.text({ zh: '编号', en: 'id' }),
    licensed: field.boolean({ zh: '持有许可证', en: 'the provider is licensed' }),
    capital: field.decimal({ zh: '注册资本', en: 'capital' }, { scale: 2 }),
  },
})
export const messageEntity = entity({
  name: 'message',
  title: { zh: '消息', en: 'message' },
  key: 'id',
  fields: { id: field.text({ zh: '编号', en: 'id' }), read: field.boolean({ zh: '已读', en: 'the message was read' }) },
})
export const requestEntity = entity({
  name: 'request',
  title: { zh: '用户请求', en: 'user request' },
  key: 'number',
  fields: {
    number: field.text({ zh: '单号', en: 'number' }),
    kind: field.choice(
      { zh: '类别', en: 'kind' },
      { delete: { zh: '删除', en: 'deletion' }, correct: { zh: '更正', en: 'correction' } },
    ),
    fee: field.decimal({ zh: '费用', en: 'fee' }, { scale: 2, minimum: 0 }),
    steps: field.decimal({ zh: '操作次数', en: 'number of steps' }, { minimum: 0 }),
    receivedOn: field.date({ zh: '收到日', en: 'day of receipt' }),
    closedOn: field.date({ zh: '办结日', en: 'day of closing' }, { optional: true }),
  },
  lists: { messages: messageEntity },
  listHow: { messages: { zh: '提供消息记录', en: 'supply the messages' } },
})
export const accountEntity = entity({
  name: 'account',
  title: { zh: '账号', en: 'account' },
  key: 'id',
  fields: {
    id: field.text({ zh: '账号名', en: 'account name' }),
    fee: field.decimal({ zh: '年费', en: 'yearly fee' }, { scale: 2, minimum: 0 }),
    steps: field.decimal({ zh: '操作次数', en: 'number of steps' }, { minimum: 0 }),
    listed: field.boolean({ zh: '列入名单', en: 'the account is listed' }),
    region: field.text({ zh: '所在地', en: 'region' }),
    openedOn: field.date({ zh: '开户日', en: 'day of opening' }),
    closedOn: field.date(
      { zh: '销户日', en: 'day of closure' },
      { optional: true, how: { zh: '查销户记录', en: 'look up the closure' } },
    ),
  },
  links: { provider: providerEntity },
  lists: { requests: requestEntity },
})
export const account: Handle<typeof accountEntity> = handle(accountEntity)

export const accountRow = (facts: PlainFacts) => readRow(accountEntity, facts)
export const scope = (facts: PlainFacts) => ({ account: accountRow(facts) })
