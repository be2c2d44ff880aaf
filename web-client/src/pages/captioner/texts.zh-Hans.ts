/** The words of the captioner’s page, in Chinese. */
import desk from '../../ui/texts.zh-Hans';
import type { CaptionerTexts } from './texts.en';

const texts: CaptionerTexts = {
  ...desk,
  captions: {
    title: '字幕',
    noSession: '目前没有进行中的环节',
    noSessionHow: '主持人开始环节后，请在这里写下发言内容。',
    place: '屏幕上',
    off: '不显示',
    strip: '横条',
    alone: '单独',
    free: '无人在写，写第一行即由您负责',
    mine: '由您在写',
    other: '同事在写',
    write: lang => `${lang}字幕`,
    take: '接手',
    hand: '交接',
    none: '还没有字幕。',
    send: '发送',
    correct: '更正上一行',
    correcting: '正在更正上一行',
    left: (n, max) => `${n}/${max}`,
    prepared: '讲稿',
    preparedHow: '把讲稿粘贴在这里，每行一条字幕。各语言的同一行会一起发送。',
    preparedIn: lang => `${lang}讲稿`,
    next: '发送下一行',
    edit: '修改讲稿',
    done: '使用',
    empty: '没有讲稿。有讲稿时，一个键即可发送各语言的下一行。',
    save: '文字记录：',
    sent: '已发送。',
    corrected: '已更正。',
    taken: '现在由您在写。',
    handed: '已交接。',
    short: '缩写',
    shortLike: 'rb = 热泵',
    shortHow: '只在此浏览器中使用，每行一个。输入缩写后按空格或标点，即换成全文。',
    placed: '已设置。',
  },
};

export default texts;
