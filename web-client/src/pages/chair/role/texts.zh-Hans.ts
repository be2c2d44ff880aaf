/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '主席', many: '主席', opens: '安排发言并计时' };
