import { account, platform } from '../../facts/accounts.ts'
import { all } from '../../facts/terms.ts'
import { documents, duty, served } from './duty.ts'

const news = { accountId: 'a', status: 'active', domain: 'news' }
const reads = '应当取得互联网新闻信息服务许可'

export default [
  documents('art5.p2', 'platform-news-licence', {
    reads,
    title: { zh: '平台提供新闻信息服务的，持有许可', en: 'A platform that provides news holds the licence' },
    applies: platform.newsService.isTrue(),
    of: { newsService: true },
    outside: { newsService: false },
    records: [platform.newsLicence],
    remedy: {
      zh: '取得互联网新闻信息服务许可，或者停止提供新闻信息服务。',
      en: 'Obtain the licence, or stop providing news.',
    },
  }),
  duty('art5.p2', 'account-news-licence', {
    reads,
    title: { zh: '提供新闻信息服务的账号持有许可', en: 'Accounts that provide news hold the licence' },
    subject: account,
    appliesWhen: all(served, account.domain.is('news')),
    requires: account.newsLicence.isTrue(),
    remedy: {
      zh: '核验账号的新闻信息服务许可；没有许可的，停止其新闻信息服务或调整内容类别。',
      en: 'Check the licence of the account; without one, end its news service or change its class of content.',
    },
    reading: {
      zh: '只看登记的内容领域是否新闻；超越许可范围与否由人核实。',
      en: 'Only accounts registered for news are looked at; whether one goes beyond its licence is for a person.',
    },
    examples: [
      { name: 'licensed', facts: { ...news, newsLicence: true }, expect: 'passed' },
      { name: 'no licence', facts: { ...news, newsLicence: false }, expect: 'failed' },
      { name: 'not said', facts: news, expect: 'cantTell' },
      { name: 'domain not said', facts: { ...news, domain: undefined, newsLicence: false }, expect: 'cantTell' },
      { name: 'not news', facts: { ...news, domain: 'health', newsLicence: false }, expect: 'inapplicable' },
      { name: 'closed', facts: { ...news, status: 'closed', newsLicence: false }, expect: 'inapplicable' },
    ],
  }),
]
