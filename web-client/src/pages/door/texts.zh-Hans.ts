/** The words of the door’s page, in Chinese. */
import desk from '../../ui/texts.zh-Hans';
import type { DoorTexts } from './texts.en';

const texts: DoorTexts = {
  ...desk,
  door: {
    title: '签到',
    saved: '已全部保存',
    waiting: n => `${n} 条待发送`,
    find: '姓名、单位或胸牌号',
    scan: '扫描胸牌',
    hits: '找到的来宾',
    more: n => `还有 ${n} 位，请再输入一个字`,
    nobody: '名单上没有这样的来宾。',
    several: '有几位来宾相符，请选择一位。',
    otherBadge: '名单上没有这张胸牌的来宾。',
    refused: '有一位来宾未能签到：已不在名单上。',
    how: '输入姓名的一部分，或扫描胸牌。',
    noList: '还没有来宾名单。主持人可在“来宾名单”页面导入。也可以手动添加来宾。',
    checkIn: '签到',
    checkInWho: name => `为${name}签到`,
    since: time => `${time} 已到`,
    checkedIn: time => `已签到，${time}`,
    notHere: '未签到',
    added: '已签到。网络恢复后会列入名单。',
    undo: '撤销',
    number: badge => `${badge} 号`,
    walkIn: '原不在名单上',
    counts: '到场情况',
    ofAll: n => `人已到，共 ${n} 位来宾`,
    hereOf: (here, all) => `${here} / ${all}`,
    notListed: '不在名单上',
    add: '添加来宾',
    name: '姓名',
    org: '单位',
    offline: '断网时本页照常工作，网络恢复后自动发送。请不要关闭本页。任何人都不会被重复计入。',
    away: time => `${time} 起断网。请照常签到，网络恢复后自动发送。`,
    noCamera: '无法使用摄像头。可以用扫码枪扫入输入框。',
  },
};
export default texts;
