/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '签到处', many: '签到处', opens: '在入口为来宾签到' };
