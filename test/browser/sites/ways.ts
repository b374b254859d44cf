import { FOOT, GOODS, HONEST, honest, modal, NAV, page, policy, type Site, settings, track } from './site.ts'

const home = (body: string, expect: string) =>
  page('示例出行', `${NAV}<h1>示例出行</h1>${GOODS}${FOOT}${body}`, { expect })
const chain = (n: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: n }, (_, i) => [
      `/step${i + 1}`,
      page(
        `第${i + 1}级菜单`,
        `<h1>第${i + 1}级菜单</h1><p><a href="${i + 1 === n ? '/privacy' : `/step${i + 2}`}">${i + 1 === n ? '隐私政策' : `更多设置${i + 2}`}</a></p>`,
      ),
    ]),
  )
const buried = (n: number, expect: string): Site['pages'] => ({
  '/': page(
    '示例出行',
    `<h1>示例出行</h1>${GOODS}<a href="/step1">更多设置1</a>${modal({ text: '请阅读隐私政策，了解我们如何收集个人信息。' })}`,
    { expect },
  ),
  '/privacy': policy(),
  ...chain(n),
})
const TRACKED = '广告标识追踪'

/** Ways to policy, settings, rights and complaints, and pages that hide the site. */
export const waySites: readonly Site[] = [
  { name: 'policy-four-clicks', pages: buried(3, '1.1=passed;1.3=passed') },
  { name: 'policy-five-clicks', pages: buried(4, '1.1=passed;1.3=failed') },
  {
    name: 'no-policy',
    pages: {
      '/': page('示例出行', `<h1>示例出行</h1>${GOODS}<a href="/about">关于我们</a>`, {
        expect: '1.1=failed;1.2=failed;1.3=cantTell;3.1=passed',
      }),
      '/about': page(
        '关于我们',
        '<h1>关于我们</h1><p>成立于2015年，专注出行服务，电话 400-010-0000</p><a href="/">首页</a>',
      ),
    },
  },
  {
    name: 'policy-404',
    pages: {
      '/': page('示例出行', `<h1>示例出行</h1>${GOODS}<p>欢迎，请阅读<a href="/yinsi">《隐私政策》</a></p>`, {
        expect: '1.1=failed',
      }),
    },
  },
  {
    name: 'policy-dead-link',
    pages: {
      '/': page(
        '示例出行',
        `<h1>示例出行</h1>${GOODS}<footer><a href="javascript:;">隐私政策</a> <a href="/about">关于</a></footer>`,
        { expect: '1.1=failed;1.2=failed' },
      ),
      '/about': page('关于', '<h1>关于</h1><p>示例出行提供出行信息服务。</p>'),
    },
  },
  {
    name: 'policy-without-rules',
    pages: {
      ...honest(),
      '/': home(modal(), '1.1=failed;1.2=passed'),
      '/privacy': page(
        '隐私政策',
        `<h1>隐私政策</h1>${'<p>我们高度重视用户隐私，始终秉持客户至上的理念，努力为每一位用户提供优质、便捷、安心的服务体验。</p>'.repeat(6)}`,
      ),
    },
  },
  {
    name: 'policy-in-modal',
    pages: {
      ...honest(),
      '/privacy': page('404', '<h1>404</h1>'),
      '/': page(
        '示例出行',
        `<nav><a href="/settings">设置</a></nav>${GOODS}<span class="pp" style="cursor:pointer">隐私政策</span>${modal({ text: '请您阅读<span class="pp" style="color:#07f;cursor:pointer">《隐私政策》</span>后选择。' })}<div id="pol" style="display:none;position:fixed;inset:0;background:#fff;z-index:999;overflow-y:auto;padding:16px">${/<body>([\s\S]*)<\/body>/.exec(policy())![1]}<button onclick="pol.style.display='none'">关闭</button></div><script>for(const p of document.querySelectorAll('.pp'))p.onclick=()=>pol.style.display='block'</script>`,
        { expect: '1.1=passed;1.2=passed;1.3=passed;1.4=passed' },
      ),
    },
  },
  {
    name: 'policy-english',
    pages: {
      ...honest(),
      '/': home(modal(), '1.4=failed;1.2=passed'),
      '/privacy': page(
        'Privacy Policy',
        `<h1>Privacy Policy</h1>${'<p>We collect your phone number to create your account, your delivery address to ship orders and your device identifiers to secure your account. You may contact us at any time to access, correct or delete your personal information.</p>'.repeat(8)}`,
        { lang: 'en' },
      ),
    },
  },
  {
    name: 'policy-traditional',
    pages: {
      ...honest(),
      '/': home(modal(), '1.4=failed;1.2=passed'),
      '/privacy': page(
        '隱私權政策',
        `<h1>隱私權政策</h1>${'<p>為了向您提供服務，我們會蒐集您的手機號碼用於註冊帳號，蒐集您的收貨地址用於訂單履約，並會在您同意後蒐集您的裝置識別碼用於保障帳號安全。您有權查閱、更正及刪除您的個人資料。</p>'.repeat(6)}`,
      ),
    },
  },
  {
    name: 'policy-tiny-grey',
    pages: {
      ...honest({ head: '<style>body{font-size:8px;line-height:1;color:#bbb}h1,h2{font-size:9px}</style>' }),
      '/': home(modal(), '1.4=cantTell;1.1=passed'),
    },
  },
  {
    name: 'recipient-undisclosed',
    pages: { '/': home(modal({ agreed: track('hm.baidu.com') }), '2.1=failed;3.1=passed;3.2=passed'), ...honest() },
  },
  {
    name: 'recipient-disclosed',
    pages: {
      '/': home(modal({ agreed: track('hm.baidu.com') }), '2.1=cantTell;3.1=passed;3.2=passed'),
      ...honest({
        parties: [
          ['百度统计', '北京百度网讯科技有限公司', '统计网站访问情况', 'SDK自动采集', '设备标识符、IP地址、浏览记录'],
        ],
      }),
    },
  },
  {
    name: 'denies-location',
    pages: {
      '/': home(modal({ agreed: 'navigator.geolocation.getCurrentPosition(()=>{},()=>{})' }), '3.9=failed;3.1=passed'),
      ...honest({ more: '<h2>九、其他说明</h2><p>我们不会收集您的位置信息。</p>' }),
    },
  },
  {
    name: 'switch-reverts',
    pages: {
      ...honest(),
      '/': home(modal(), '3.6=failed;1.1=passed'),
      '/settings': settings().replace("rec.checked=localStorage.rec!=='0'", 'rec.checked=true'),
    },
  },
  {
    name: 'switch-class-based',
    pages: {
      ...honest(),
      '/': home(modal(), HONEST),
      '/settings': settings()
        .replace(
          '<label><input type="checkbox" id="rec"> 个性化推荐</label>',
          '<div class="cell"><span>个性化广告推荐</span><div id="sw" class="van-switch van-switch--on" style="display:inline-block;width:44px;height:24px;border-radius:12px;background:#07c160;cursor:pointer"><i style="display:block;width:20px;height:20px;background:#fff;border-radius:10px"></i></div></div><input type="hidden" id="rec">',
        )
        .replace(
          "rec.checked=localStorage.rec!=='0';rec.onchange=()=>localStorage.rec=rec.checked?'1':'0';",
          "const paint=()=>{const on=localStorage.ad!=='0';sw.className='van-switch '+(on?'van-switch--on':'');sw.style.background=on?'#07c160':'#ddd'};paint();sw.onclick=()=>{localStorage.ad=localStorage.ad==='0'?'1':'0';paint()};",
        ),
    },
  },
  {
    name: 'withdrawal-ignored',
    pages: {
      ...honest({ parties: [[TRACKED, '追踪示例有限公司', '统计', 'SDK采集', '设备标识符']] }),
      '/': home(modal({ agreed: track('hm.baidu.com') }), '3.8=failed;3.1=passed'),
      '/settings': settings().replace("localStorage.removeItem('consent');", ''),
    },
  },
  {
    name: 'no-withdrawal-anywhere',
    pages: {
      ...honest({ without: ['withdraw'] }),
      '/': home(modal(), '3.8=failed;1.1=passed'),
      '/settings': page(
        '设置',
        `${NAV}<h1>设置</h1><p>字体大小：标准</p><p><a href="/profile">修改个人资料</a></p><p><a href="/close">注销账号</a></p>${FOOT}`,
      ),
    },
  },
  {
    name: 'withdrawal-in-policy-only',
    pages: {
      ...honest(),
      '/': home(modal(), '3.8=cantTell;1.1=passed'),
      '/settings': page('设置', `${NAV}<h1>设置</h1><p>字体大小：标准</p>${FOOT}`),
    },
  },
  {
    name: 'closing-by-post',
    pages: {
      ...honest(),
      '/': home(modal(), '6.2=failed;1.1=passed'),
      '/close': page(
        '注销账号',
        '<h1>注销账号</h1><p>申请注销须提交手持身份证照片，并将申请书邮寄至公司，审核通过后注销。</p>',
      ),
    },
  },
  {
    name: 'closing-eased',
    pages: {
      ...honest(),
      '/': home(modal(), '6.2=passed;6.1=passed'),
      '/close': page(
        '注销账号',
        '<h1>注销账号</h1><p>无需提交身份证照片，验证短信后即可注销。</p><input placeholder="验证码">',
      ),
    },
  },
  {
    name: 'closing-broken',
    pages: Object.fromEntries(
      Object.entries({ ...honest(), '/': home(modal(), '6.1=failed;1.1=passed') }).filter(
        ([path]) => path !== '/close',
      ),
    ),
  },
  {
    name: 'id-card-form',
    pages: {
      ...honest(),
      '/': home(`<p><a href="/verify">认证中心</a></p>${modal()}`, '2.3=failed;1.1=passed'),
      '/verify': page(
        '认证中心',
        '<h1>认证中心</h1><form><p><input placeholder="姓名"></p><p><input placeholder="身份证号"></p><button type="button">下一步</button></form>',
      ),
    },
  },
  {
    name: 'no-channel',
    pages: {
      '/': page('示例出行', `<h1>示例出行</h1>${GOODS}<a href="/privacy">隐私政策</a>${modal()}`, {
        expect: '6.5=failed;1.1=passed',
      }),
      '/privacy': policy({ without: ['channel'] }),
    },
  },
  {
    name: 'wall-captcha',
    pages: {
      '/': page(
        '安全验证',
        '<h1>安全验证</h1><p>为了保障您的账号安全，请完成下方验证：拖动滑块完成拼图</p><div style="width:300px;height:40px;background:#eee">向右滑动</div>',
        { expect: '1.1=cantTell;1.2=cantTell;3.1=cantTell;3.2=cantTell;5.1=cantTell' },
      ),
    },
  },
  {
    name: 'wall-blank',
    pages: { '/': page('', '<div id="app"></div>', { expect: '1.1=cantTell;1.2=cantTell;3.1=cantTell;5.1=cantTell' }) },
  },
  {
    name: 'wall-login',
    pages: {
      '/': page(
        '登录',
        '<h1>内部系统</h1><form><p><input placeholder="账号"></p><p><input type="password" placeholder="密码"></p><button>登录</button></form>',
        { expect: '1.1=cantTell;1.2=cantTell;3.1=cantTell;6.1=cantTell' },
      ),
    },
  },
  {
    name: 'wall-canvas',
    pages: {
      '/': page(
        '示例',
        `<canvas id="c" width="360" height="740"></canvas><script>const x=c.getContext('2d');x.font='20px sans-serif';x.fillText('请阅读隐私政策',40,200);x.fillText('同意',60,300);x.fillText('不同意',200,300)</script>`,
        { expect: '1.2=cantTell;3.2=cantTell;3.1=cantTell' },
      ),
    },
  },
  {
    name: 'wall-error',
    pages: {
      '/': (_request, response) => {
        response.statusCode = 503
        return page('503', '<h1>服务器错误</h1>', { expect: '1.1=cantTell;1.2=cantTell;3.1=cantTell;3.2=cantTell' })
      },
    },
  },
]
