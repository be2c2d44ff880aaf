/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '嘉宾', many: '嘉宾', opens: '查看待回答的提问' };
