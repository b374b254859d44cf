import { FOOT, GOODS, HONEST, honest, modal, NAV, page, type Site } from './site.ts'

const home = (body: string, expect: string, head = '') =>
  page('示例社区', `${NAV}<h1>示例社区</h1>${GOODS}${FOOT}${body}`, { expect, head })
const LOGIN = (extra: string, button = '登录', title = '登录') =>
  page(
    title,
    `<h1>${title}</h1><form><p><input type="tel" placeholder="请输入手机号"></p><p><input placeholder="短信验证码"></p>${extra}<p><button type="button">${button}</button></p></form>${FOOT}`,
  )
const withLogin = (login: string, expect: string): Site['pages'] => ({
  '/': page('示例社区', `${NAV}<a href="/login">登录</a><h1>示例社区</h1>${GOODS}${FOOT}${modal()}`, { expect }),
  '/login': login,
  ...honest(),
})
const bar = (text: string, buttons: string) =>
  `<div class="cc" id="cc" style="position:fixed;bottom:0;left:0;right:0;background:#fff;padding:12px;box-shadow:0 0 8px #999">${text}<div>${buttons}</div></div><script>if(localStorage.cc)cc.remove();for(const b of document.querySelectorAll('#cc button'))b.onclick=()=>{localStorage.cc=b.textContent;cc.remove()}</script>`

/** Sites that ask for consent in fair and unfair ways. */
export const askingSites: readonly Site[] = [
  {
    name: 'box-native-ticked',
    pages: withLogin(
      LOGIN('<label><input type="checkbox" checked> 我已阅读并同意<a href="/privacy">《隐私政策》</a></label>'),
      '3.4=failed;1.2=passed',
    ),
  },
  {
    name: 'box-native-empty',
    pages: withLogin(
      LOGIN('<label><input type="checkbox"> 我已阅读并同意<a href="/privacy">《隐私政策》</a></label>'),
      '3.4=passed;1.2=passed',
    ),
  },
  {
    name: 'box-aria-ticked',
    pages: withLogin(
      LOGIN(
        '<div><span role="checkbox" aria-checked="true" tabindex="0" style="display:inline-block;width:16px;height:16px;background:#07f"></span> 阅读并接受<a href="/privacy">《隐私政策》</a>和《用户协议》</div>',
      ),
      '3.4=failed',
    ),
  },
  {
    name: 'box-class-ticked',
    pages: withLogin(
      LOGIN(
        '<div class="agree-row"><i class="checkbox is-checked" style="display:inline-block;width:16px;height:16px;background:#0a0"></i><span>同意</span><a href="/privacy">《用户隐私政策》</a></div>',
      ),
      '3.4=failed',
    ),
  },
  {
    name: 'box-remember-me',
    pages: withLogin(
      LOGIN(
        '<label><input type="checkbox" checked> 记住我</label><label><input type="checkbox"> 同意<a href="/privacy">《隐私政策》</a></label>',
      ),
      '3.4=passed',
    ),
  },
  {
    name: 'purposes-preset',
    pages: {
      '/': home(
        bar(
          '<p>我们和合作伙伴使用Cookie，详见<a href="/privacy">隐私政策</a></p><label><input type="checkbox" checked disabled> 必要</label> <label><input type="checkbox" checked> 广告与营销</label> <label><input type="checkbox" checked> 统计分析</label>',
          '<button>拒绝全部</button> <button>全部接受</button>',
        ),
        '3.4=failed;1.2=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'purposes-off',
    pages: {
      '/': home(
        bar(
          '<p>我们使用Cookie，详见<a href="/privacy">隐私政策</a></p><label><input type="checkbox" checked disabled> 必要</label> <label><input type="checkbox"> 广告与营销</label>',
          '<button>仅使用必要Cookie</button> <button>全部接受</button>',
        ),
        '3.4=passed;1.2=passed;3.1=passed;3.2=passed;4.2=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'implied-by-browsing',
    pages: {
      '/': home(
        bar('<p>继续浏览本网站即表示您同意我们的<a href="/privacy">隐私政策</a>。</p>', '<button>我知道了</button>'),
        '3.4=failed;1.2=passed;3.2=cantTell',
      ),
      ...honest(),
    },
  },
  {
    name: 'implied-by-login',
    pages: withLogin(
      LOGIN('<p style="font-size:12px">登录即代表同意<a href="/privacy">《隐私政策》</a>和《用户协议》</p>'),
      '3.4=failed',
    ),
  },
  {
    name: 'express-wording',
    pages: {
      '/': home(
        modal({
          text: '请阅读<a href="/privacy">《隐私政策》</a>。点击“同意”即表示您已阅读并同意上述内容；不同意也可以继续浏览。',
        }),
        HONEST,
      ),
      ...honest(),
    },
  },
  {
    name: 'implied-but-choice',
    pages: {
      '/': home(
        modal({ text: '请阅读<a href="/privacy">《隐私政策》</a>。继续使用即视为您同意我们的隐私政策。' }),
        '3.4=cantTell;1.2=passed;3.1=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'only-agree',
    pages: {
      '/': home(modal({ refuse: '' }), '1.2=passed;3.1=passed;3.2=cantTell;3.4=cantTell;4.2=cantTell'),
      ...honest(),
    },
  },
  {
    name: 'tiny-refuse',
    pages: {
      '/': home(
        `${modal()}<style>#no{font-size:10px;border:0;background:none;color:#ccc;padding:0!important}#yes{background:#07f;color:#fff;font-size:18px;width:220px}</style>`,
        '3.7=untested;3.2=passed;3.4=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'refuse-blanks',
    pages: {
      '/': home(
        modal({ refused: `document.body.innerHTML='<p>很抱歉，您需要同意隐私政策才能使用本服务。</p>'` }),
        '4.2=cantTell;1.2=passed;3.1=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'refuse-blanks-browser',
    category: '浏览器',
    pages: {
      '/': home(
        modal({ refuse: '不同意并退出', refused: `document.body.innerHTML='';location.href='about:blank'` }),
        '4.2=failed;1.2=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'refuse-stays-modal',
    category: '新闻资讯',
    pages: {
      '/': home(
        `${modal()}<script>const n=document.getElementById('no');if(n)n.onclick=()=>alert('请先同意隐私政策')</script>`,
        '4.2=failed;1.2=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'asks-again',
    pages: {
      '/': home(modal().replace("localStorage.consent='no';", ''), '3.2=cantTell;3.1=passed;1.2=passed;4.2=passed'),
      ...honest(),
    },
  },
  {
    name: 'second-thoughts',
    pages: {
      '/': home(
        modal({ refused: '' }).replace(
          "localStorage.consent='no';m.remove();no()",
          `const b=m.firstChild;b.innerHTML='<p>再考虑一下？不同意<a href=\\'/privacy\\'>隐私政策</a>将只能浏览内容。</p><button id=n2>仍不同意</button><button id=y2>同意</button>';document.getElementById('n2').onclick=()=>{localStorage.consent='no';m.remove()};document.getElementById('y2').onclick=()=>{localStorage.consent='yes';m.remove()}`,
        ),
        '3.2=cantTell;4.2=passed;3.1=passed;1.2=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'cookie-notice-without-policy',
    pages: {
      '/': home(
        bar('<p>本网站使用Cookie以提升您的体验。</p>', '<button>拒绝</button><button>接受</button>'),
        '1.2=failed;3.1=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'footer-link-only',
    pages: { '/': home('', '1.1=passed;1.2=failed;1.3=passed;3.1=passed;5.1=passed;3.2=cantTell'), ...honest() },
  },
  {
    name: 'permissions-at-once',
    pages: {
      '/': home(
        `${modal()}<script>navigator.geolocation.getCurrentPosition(()=>{},()=>{});navigator.mediaDevices&&navigator.mediaDevices.getUserMedia({video:true,audio:true}).catch(()=>{})</script>`,
        '3.1=failed;2.3=failed;4.6=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'permissions-or-nothing',
    pages: {
      '/': page(
        '示例社区',
        `<div id="app">${GOODS}</div><script>navigator.mediaDevices&&navigator.mediaDevices.getUserMedia({video:true}).catch(()=>{});navigator.geolocation.getCurrentPosition(()=>{},()=>{document.body.innerHTML='<div style="padding:40px">需要开启定位和相机权限才能使用，请允许全部权限</div>'})</script>`,
        { expect: '3.1=failed;4.6=failed' },
      ),
      ...honest(),
    },
  },
]
