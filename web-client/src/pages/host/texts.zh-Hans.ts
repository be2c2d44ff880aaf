/** The words of the host’s page, in Chinese. */
import desk from '../../ui/texts.zh-Hans';
import type { HostTexts } from './texts.en';

/** What the end of a session does besides. */
function effects(polls: number, answered: number, returned: number): string {
  const parts = [
    ...(polls ? [`关闭投票 ${polls} 项`] : []),
    ...(answered ? [`提问 ${answered} 条转为已回答`] : []),
    ...(returned ? [`${returned} 条退回已通过`] : []),
  ];
  return parts.length ? `：${parts.join('，')}` : '';
}

const texts: HostTexts = {
  ...desk,
  host: {
    title: '主持',
    saved: '全部已保存',
    cannotWrite: '无法保存，暂不接受操作',
    run: '议程',
    phones: n => `${n} 部手机`,
    now: '进行中',
    panelists: n => `${n} 位嘉宾`,
    start: '开始',
    startAgain: '重新开始',
    end: '结束',
    endDoes: (polls, now, next) => {
      const parts = [
        ...(polls ? [`关闭 ${polls} 项进行中的投票`] : []),
        ...(now ? ['屏幕上的提问转为已回答'] : []),
        ...(next ? [`${next} 条待答提问退回已通过`] : []),
      ];
      return parts.length
        ? `结束后将${parts.join('，')}。`
        : '没有进行中的投票和待答提问，结束不影响其他内容。';
    },
    startEnds: title => `开始后将结束“${title}”。`,
    endedDid: (...did) => `已结束${effects(...did)}。`,
    started: '已开始。',
    startedDid: (...did) => `已开始，上一环节已结束${effects(...did)}。`,
    skip: '跳过',
    unskip: '不跳过',
    skipped: '环节已跳过',
    resume: '继续进行',
    resumed: '环节已继续',
    endIt: '结束',
    startIt: '开始',
    poll: '投票',
    questions: '观众提问',
    questionsState: (open, waiting) => `${open ? '开放' : '暂停'}，${waiting}`,
    changeable: '结束前可修改',
    final: '以第一次投票为准',
    steps: { ready: '未开始', open: '进行中', closed: '已结束', revealed: '已公布' },
    openLeft: time => `进行中，剩余 ${time}`,
    voters: () => ' 人已投票',
    liveNow: {
      count: '进行中只显示投票人数',
      screen: '屏幕实时显示票数，手机不显示',
      everyone: '屏幕和手机均实时显示票数',
    },
    crowded: {
      pages: '文字较长，屏幕将分页显示选项。',
      languages: '文字较长，屏幕无法显示全部语言。',
    },
    liveLabel: '投票进行中，观众看到',
    live: { count: '仅人数', screen: '屏幕显示票数', everyone: '全部显示票数' },
    open: '开始投票',
    openFor: time => `开始投票，限时 ${time}`,
    reopen: '重新开放',
    closePoll: '结束投票',
    reveal: '公布结果',
    closeReveal: '结束并公布',
    more: seconds => `延长 ${seconds} 秒`,
    hide: '隐藏结果',
    limit: '限时',
    noLimit: '不限',
    seconds: n => (n % 60 || n < 60 ? `${n} 秒` : `${n / 60} 分钟`),
    questionsOpen: '开放',
    questionsPaused: '暂停',
    nothingInHand: '请从议程中选择投票，或开始一个环节。',
    sessionInHand: '环节',
    noPolls: '此环节没有投票。',
    screen: '大屏幕',
    screens: n => (n ? `${n} 块屏幕` : '没有屏幕连接'),
    ink: '深色屏幕',
    mayDim: '使用 http 时，投影电脑可能会休眠：请停用屏幕保护和休眠。',
    screenShows: '屏幕显示的内容',
    stage: {
      auto: '自动',
      poll: '此投票',
      session: '环节',
      questions: '热门提问',
      question: '一条提问',
      join: '活动码',
      holding: '活动标题',
      blank: '黑屏',
    },
    chooseQuestion: '选择屏幕显示的提问',
    noPublic: '还没有通过审核的提问。',
    joining: '参与方式',
    addresses: '二维码中的网址',
    sourcePublic: '公网地址',
    source: name =>
      /^(wl|wifi|wlan|ap)/i.test(name)
        ? `无线网络（${name}）`
        : /^(en|eth|usb)/i.test(name)
          ? `有线网络（${name}）`
          : name === 'listen'
            ? '本机地址'
            : name,
    wifiPage: '无线网络与活动码（可打印）',
    links: '链接',
    linksHow: '每人一个',
    here: n => `${n} 位在线`,
    hereOf: (n, all) => `${n}/${all} 在线`,
    isHere: '在线',
    showLink: '显示链接',
    hideLink: '收起',
    copy: '复制',
    qr: '二维码',
    qrHow: '请用要打开此页的设备扫码。',
    copied: '已复制',
    selected: '已选中，请按 Ctrl+C 复制',
    revoke: '停用',
    revokeSure: '旧链接将失效，已打开的页面随即关闭，并生成新链接。',
    revokeIt: '确认停用',
    revoked: who => `${who}的链接已停用。请显示新链接并转交。`,
    linksFailed: '链接加载失败。',
    again: '重试',
    did: {
      opened: '投票已开始',
      closed: '投票已结束',
      revealed: '结果已公布',
      hidden: '结果已隐藏',
      extended: '投票已延长',
      shown: what => `屏幕显示：${what}`,
      asked: '观众提问已开放',
      paused: '观众提问已暂停',
      address: '二维码已换用新网址',
    },
    keys: {
      step: '主要操作',
      item: '选择项目',
      closePoll: '结束投票',
      reveal: '公布结果，或结束并公布',
      more: '延长 30 秒',
      hide: '隐藏结果',
      stage: '切换屏幕内容',
      follow: '屏幕自动切换',
      black: '黑屏与恢复',
      start: '开始或结束所选环节',
      cancel: '取消',
      undo: '撤销',
      questions: '开放或暂停提问',
    },
    sections: { hand: '当前项目' },
  },
};

export default texts;
