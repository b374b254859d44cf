import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { param } from '../../src/facts/param.ts'
import { all, today } from '../../src/facts/terms.ts'
import type { Condition } from '../../src/facts/tree.ts'
import { parametersOf, type RuleDeclaration, rule } from '../../src/judge/rule.ts'
import { same } from '../../src/law/text.ts'
import { account, type accountEntity } from '../support/clinic.ts'

const declare = (more: Partial<RuleDeclaration<typeof accountEntity>>) =>
  rule({
    id: 'test-2020#1',
    cites: 'test-2020#1',
    inForce: { from: '2020-01-01' },
    title: same('t'),
    subject: account,
    requires: account.fee.is(0),
    remedy: same('r'),
    examples: [],
    ...more,
  })
const refuses = (more: Parameters<typeof declare>[0], message: RegExp) => assert.throws(() => declare(more), message)

describe('a rule', () => {
  it('applies always unless it says otherwise, and is frozen', () => {
    const made = declare({})
    assert.deepEqual(made.appliesWhen, all())
    assert.ok(Object.isFrozen(made))
  })

  it('cites a provision', () => refuses({ cites: 'art. 1' }, /not a reference/))

  it('speaks of declared facts only, wherever it speaks', () => {
    const unknown: Condition = {
      ...account.fee.is(0),
      left: { kind: 'ref', variable: 'account', path: ['price'], type: 'decimal' },
    } as Condition
    refuses({ requires: unknown }, /^TypeError: test-2020#1, requires: unknown fact account\.price/)
    refuses({ appliesWhen: all(unknown) }, /appliesWhen: unknown fact account\.price/)
    refuses({ leads: [{ when: unknown, say: same('x') }] }, /leads\.0: unknown fact/)
    const other = {
      ...account.fee.is(0),
      left: { kind: 'ref', variable: 'order', path: ['fee'], type: 'decimal', scale: 2 },
    } as Condition
    refuses({ requires: other }, /unknown fact order\.fee/)
  })

  it('reads facts as they are declared', () => {
    const fee = { kind: 'ref', variable: 'account', path: ['fee'], type: 'decimal', scale: 0 } as const
    refuses({ requires: { ...account.fee.is(0), left: fee } as Condition }, /declared as decimal with 2 digits/)
    refuses(
      { requires: { ...account.fee.is(0), left: { ...fee, scale: 2, minimum: 5 } } as Condition },
      /declared as decimal/,
    )
    refuses({ requires: { kind: 'exists', term: { ...fee, path: ['requests'] } } }, /is a list/)
    refuses(
      { requires: { kind: 'some', list: { variable: 'account', path: ['fee'] }, as: 'r', where: all() } },
      /is no list/,
    )
  })

  it('tells its rows apart', () => {
    refuses({ requires: account.requests.some((r) => r.fee.is(0), 'account') }, /"account" already names rows/)
    const message = account.requests.some((r) => r.messages.some((m) => m.read.isTrue(), 'row'))
    const request = account.requests.some((r) => r.fee.is(0), 'row')
    refuses({ requires: all(message, request) }, /"row" already names rows of message/)
  })

  it('lets only numbers of its instrument decide, others stand in a lead', () => {
    const hours = account.steps.atLeast(param('app-pi.reprompt-hours').value())
    refuses({ requires: hours }, /app-pi\.reprompt-hours does not come from the instrument/)
    refuses({ appliesWhen: hours }, /does not come from the instrument/)
    assert.doesNotThrow(() => declare({ leads: [{ when: hours, say: same('x') }] }))
    assert.doesNotThrow(() => declare({ requires: account.steps.atMost(param('app-pi.policy-clicks').value()) }))
    refuses(
      { requires: today.before(account.openedOn.plus({ parameter: 'app-pi.reprompt-hours' })) },
      /does not come from/,
    )
  })

  it('uses numbers for what they are', () => {
    refuses(
      { requires: account.fee.is(param('internet-lending.new-business').value()) },
      /decimal cannot be compared with a date/,
    )
    refuses({ requires: today.before(account.openedOn.plus({ parameter: 'app-pi.policy-clicks' })) }, /is no period/)
    refuses({ requires: today.before(account.openedOn.plus({ parameter: 'no.such' })) }, /unknown parameter no\.such/)
    const wrongScale = { kind: 'parameter', id: 'internet-lending.partner-share', type: 'decimal', scale: 0 } as const
    refuses({ requires: { ...account.fee.is(0), right: wrongScale } as Condition }, /decimal with 2 digits/)
  })
})

it('lists the numbers a condition uses', () => {
  const condition = all(
    account.fee.is(param('internet-lending.partner-share').of(account.fee)),
    today.before(account.openedOn.plus({ parameter: 'app-pi.answer-limit' })),
  )
  assert.deepEqual(parametersOf(condition), ['internet-lending.partner-share', 'app-pi.answer-limit'])
})
