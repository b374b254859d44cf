import { BY_REFERENCE, exposure, exposures, jointBook, jointBooks, loan, loanEntity } from '../../facts/lending.ts'
import { param } from '../../facts/param.ts'
import { all, asOf } from '../../facts/terms.ts'
import type { Rule } from '../../judge/rule.ts'
import type { Pack } from '../../judge/sql/plan.ts'
import risk from './1-risk-control.ts'
import share from './2-partner-share.ts'
import single from './3-single-partner.ts'
import total from './4-all-partners.ts'
import region from './5-region.ts'
import plan from './6-rectification.ts'
import { lendingFigures } from './figures.ts'

/** The rules over a loan book. Lenders that section 8 names follow the notice by reference. */
export const loanBookRules: Pack = {
  entity: loanEntity,
  rules: [share, region],
  byReference: loan.bank.kind.among(...BY_REFERENCE),
  asides: [
    {
      when: loan.issuedOn.after(asOf),
      say: (n) => ({
        zh: `${n} 笔的发放日晚于判断日：台账可能不是该日的台账，这些贷款照台账计入。`,
        en: `${n} loans were issued after the day judged: the ledger may not be that day’s; they count as it has them.`,
      }),
    },
    {
      when: all(loan.internet.isTrue(), loan.issuedOn.before(param('internet-lending.new-business'))),
      say: (n) => ({
        zh: `${n} 笔互联网贷款发放于2022年1月1日之前，属存量业务，自然结清：不适用第二条、第五条，仍计入第三条、第四条的余额。`,
        en: `${n} internet loans were issued before 2022-01-01 and run off: sections 2 and 5 do not apply to them, and they still count in the balances of sections 3 and 4.`,
      }),
    },
    {
      when: loan.bank.kind.among(...BY_REFERENCE),
      say: (n) => ({
        zh: `${n} 笔由参照执行的机构（外国银行分行、信托公司、消费金融公司、汽车金融公司）发放：第二条至第四条参照适用，第五条不适用。`,
        en: `${n} loans are of lenders that follow the notice by reference (foreign bank branches, trusts, consumer and auto finance companies): sections 2 to 4 apply by reference, section 5 does not.`,
      }),
    },
  ],
  derived: [
    {
      of: exposures,
      rules: [single],
      byReference: exposure.bank.kind.among(...BY_REFERENCE),
    },
    {
      of: jointBooks,
      rules: [total],
      byReference: jointBook.bank.kind.among(...BY_REFERENCE),
    },
  ],
  figures: lendingFigures,
}

/** Rules that no table can answer: a person does, with evidence. */
export const conductRules: readonly Rule[] = [risk, plan]
