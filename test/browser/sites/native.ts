import { FOOT, GOODS, HONEST, honest, modal, NAV, page, type Site, settings, track } from './site.ts'

const home = (expect: string, head: string, body = '') =>
  page('示例书店', `${NAV}<h1>示例书店</h1>${GOODS}${FOOT}${body}`, { expect, head: `<script>${head}</script>` })
const TEXT = '欢迎使用示例书店。请您阅读《隐私政策》，了解我们如何收集、使用您的个人信息。是否同意？'
/** Asks once with the browser's own box, and keeps the answer. */
const ask = (yes = '', no = '', text = TEXT) =>
  `if(!localStorage.consent)localStorage.consent=confirm('${text}')?'yes':'no';if(localStorage.consent==='yes'){${yes}}else{${no}}`
const LATE = (script: string) => `addEventListener('DOMContentLoaded',()=>{${script}})`
const PARTY = [
  ['追踪示例统计（collect.tracker.example）', '追踪示例有限公司', '统计访问量', 'SDK自动采集', '设备标识符'],
] as const

/** Sites that ask with boxes of the browser's own, in fair and unfair ways. */
export const nativeSites: readonly Site[] = [
  { name: 'native-confirm', pages: { ...honest(), '/': home(HONEST, ask()) } },
  {
    name: 'native-confirm-late',
    pages: { ...honest(), '/': home(HONEST, `setTimeout(()=>{${ask()}},1400)`) },
  },
  {
    name: 'native-confirm-tracker-after',
    pages: {
      ...honest({ parties: PARTY }),
      '/': home(HONEST, ask(LATE(track('collect.tracker.example')))),
    },
  },
  {
    name: 'native-confirm-tracker-before',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=failed;5.1=failed',
        `${track('collect.tracker.example')};setTimeout(()=>{${ask()}},300)`,
      ),
    },
  },
  {
    name: 'native-confirm-refusal-ignored',
    pages: {
      ...honest(),
      '/': home('1.2=passed;3.1=passed;3.2=failed', ask(track('hm.baidu.com'), track('hm.baidu.com'))),
    },
  },
  {
    name: 'native-buttons-stated',
    pages: {
      ...honest(),
      '/': home(
        HONEST,
        ask(
          '',
          '',
          '请阅读《隐私政策》。点击“确定”表示您同意我们处理您的个人信息，点击“取消”表示不同意，仍可浏览商品。',
        ),
      ),
    },
  },
  {
    name: 'native-buttons-turned',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;3.2=failed',
        `if(!localStorage.c)localStorage.c=confirm('我们会收集您的个人信息，详见《隐私政策》。不同意请点击“确定”，同意请点击“取消”。')?'no':'yes';if(localStorage.c==='no'){${track('hm.baidu.com')}}`,
      ),
    },
  },
  {
    name: 'native-both-agree',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;3.2=cantTell;3.4=cantTell;4.2=cantTell',
        ask('', '', '请阅读《隐私政策》。点击“确定”或“取消”均视为您同意本政策。'),
      ),
    },
  },
  {
    name: 'native-asks-without-end',
    category: '新闻资讯',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;4.2=failed;3.2=cantTell',
        `if(!localStorage.c){while(!confirm('请您同意《隐私政策》后继续使用'));localStorage.c=1}`,
      ),
    },
  },
  {
    name: 'native-asks-each-visit',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;3.2=cantTell;4.2=passed',
        `if(localStorage.c!=='1'&&confirm('${TEXT}'))localStorage.c='1'`,
      ),
    },
  },
  {
    name: 'native-refusal-blanks',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;4.2=cantTell',
        ask('', LATE(`document.body.innerHTML='<p>很抱歉，您需要同意隐私政策才能使用本服务。</p>'`)),
      ),
    },
  },
  {
    name: 'native-refusal-leaves',
    category: '浏览器',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;4.2=failed',
        ask('', "location.href='about:blank'", '请阅读并同意《隐私政策》，点击“取消”将退出本站。'),
      ),
    },
  },
  {
    name: 'native-alert-ok-is-consent',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;3.2=cantTell;3.4=cantTell',
        `if(!localStorage.c){alert('请阅读《隐私政策》。点击“确定”即表示您同意我们收集您的个人信息。');localStorage.c=1}${LATE(track('collect.tracker.example'))}`,
      ),
    },
  },
  {
    name: 'native-alert-notice',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;3.2=cantTell;5.1=passed',
        `if(!localStorage.c){alert('欢迎访问示例书店，请在页面底部阅读《隐私政策》，了解我们如何使用您的信息。');localStorage.c=1}`,
      ),
    },
  },
  {
    name: 'native-alert-then-tracker',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=failed;5.1=failed;3.2=cantTell',
        `if(!localStorage.c){alert('欢迎访问示例书店，请在页面底部阅读《隐私政策》，了解我们如何使用您的信息。');localStorage.c=1}${LATE(track('collect.tracker.example'))}`,
      ),
    },
  },
  {
    name: 'native-alert-browsing-is-consent',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.4=failed',
        `if(!localStorage.c){alert('继续浏览本网站即表示您同意我们的《隐私政策》。');localStorage.c=1}`,
      ),
    },
  },
  {
    name: 'native-prompt-typed',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;3.2=passed;5.1=passed',
        `if(!localStorage.c){localStorage.c=prompt('请阅读《隐私政策》，输入“同意”后继续；点击“取消”则仅浏览。')==='同意'?'yes':'no'}if(localStorage.c==='yes'){${LATE(track('collect.tracker.example'))}}`,
      ),
    },
  },
  {
    name: 'native-then-dom',
    pages: {
      ...honest(),
      '/': home(
        HONEST,
        `if(!sessionStorage.told){alert('欢迎来到示例书店！首次使用请阅读《隐私政策》。');sessionStorage.told=1}`,
        modal(),
      ),
    },
  },
  {
    name: 'native-cookie-question-then-dom',
    pages: {
      ...honest(),
      '/': home(
        '1.2=cantTell;3.1=passed;4.2=passed;5.1=passed',
        `if(!localStorage.q)localStorage.q=confirm('本站使用Cookie记住您的城市，是否允许？')?'yes':'no'`,
        modal(),
      ),
    },
  },
  {
    name: 'native-cookie-question-alone',
    pages: {
      ...honest(),
      '/': home(
        '1.2=failed;3.1=passed;4.2=passed;5.1=passed',
        `if(!localStorage.q)localStorage.q=confirm('本站使用Cookie记住您的城市，是否允许？')?'yes':'no'`,
      ),
    },
  },
  {
    name: 'native-other-question',
    pages: {
      ...honest(),
      '/': home(
        '1.2=failed;3.1=failed;5.1=failed',
        `if(!sessionStorage.q){confirm('是否切换到北京站？');sessionStorage.q=1}${LATE(track('collect.tracker.example'))}`,
      ),
    },
  },
  {
    name: 'native-location-explained',
    pages: {
      ...honest(),
      '/': home(
        '1.2=passed;3.1=passed;3.2=passed;2.3=cantTell',
        ask(
          'navigator.geolocation.getCurrentPosition(()=>{},()=>{})',
          '',
          '请阅读《隐私政策》。您同意后，我们会获取您的位置信息，用于向您展示附近的书店。是否同意？',
        ),
      ),
    },
  },
  {
    name: 'native-location-unexplained',
    pages: {
      ...honest(),
      '/': home('1.2=passed;3.1=passed;2.3=failed', ask('navigator.geolocation.getCurrentPosition(()=>{},()=>{})')),
    },
  },
  {
    name: 'native-withdrawal',
    pages: {
      ...honest({ parties: PARTY }),
      '/': home('3.8=passed;3.1=passed;3.2=passed', ask(LATE(track('collect.tracker.example')))),
      '/settings': settings().replace(
        "localStorage.removeItem('consent');",
        "if(!confirm('确定要撤回对隐私政策的同意吗？撤回后部分功能无法使用。'))return;localStorage.removeItem('consent');",
      ),
    },
  },
  {
    name: 'native-withdrawal-ignored',
    pages: {
      ...honest({ parties: PARTY }),
      '/': home('3.8=failed;3.1=passed', ask(LATE(track('collect.tracker.example')))),
      '/settings': settings().replace(
        "localStorage.removeItem('consent');",
        "if(!confirm('确定要撤回对隐私政策的同意吗？'))return;",
      ),
    },
  },
]
