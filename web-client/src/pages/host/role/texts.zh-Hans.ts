/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '主持人', many: '主持人', opens: '主持整场活动' };
