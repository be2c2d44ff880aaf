/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '口译员', many: '口译员', opens: '翻译提问与意向卡' };
