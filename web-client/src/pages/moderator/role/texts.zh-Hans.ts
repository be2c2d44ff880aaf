/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '审核员', many: '审核员', opens: '审核现场提问' };
