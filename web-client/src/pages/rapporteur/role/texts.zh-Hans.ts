/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '记录员', many: '记录员', opens: '撰写报告文字' };
